import * as z from 'zod';
import { createStore } from '../../../../../../shared/ui/store.ts';
import { ask } from '../../parts/api.ts';
import { metaText } from '../../parts/metas.ts';
import { projectId } from '../project.ts';
import { compileRequest } from './compile.ts';
import { rootDocOf, runAlone, settingsStore } from './compiling.ts';
import { stepsSchema } from './steps.ts';

const measured = z.object({ status: z.string(), totalMs: z.number(), steps: stepsSchema });
/** How a compile went in one form, in milliseconds. */
export type Measured = z.output<typeof measured>;

const outcome = z.union([measured, z.object({ error: z.string() })]);
/** How a compile went in one form, or why it could not be compiled there. */
export type Outcome = z.output<typeof outcome>;

const both = z.object({ first: z.enum(['here', 'there']), here: outcome, there: outcome });
/** The same compile in the form of this page and in the other one, and which was the first. */
export type Both = z.output<typeof both>;

/** Whether the other form runs too. */
export const hasOtherForm = metaText('ol-hasOtherForm') === 'true';

/** What came of the last comparison. */
export const bothStore = createStore<Both | undefined>(undefined);

/** Compiles the project from scratch in both forms, one after the other, and nothing else meanwhile. */
export const compileInBoth = (): Promise<void> =>
  runAlone(async () => {
    const options = { rootDoc: rootDocOf(), isDraft: settingsStore.get().isDraft };
    bothStore.set(await ask(both, 'POST', `/project/${projectId}/compile/both`, compileRequest(options)));
  });
