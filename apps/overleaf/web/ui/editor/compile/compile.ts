import * as z from 'zod';
import { ask, send } from '../../parts/api.ts';
import { projectId } from '../project.ts';
import { stepsSchema } from './steps.ts';

const logEntry = z.object({
  level: z.enum(['error', 'warning', 'typesetting']),
  file: z.string().optional(),
  line: z.number().optional(),
  message: z.string(),
  content: z.string().optional(),
});
/** Something that the logs say. */
export type LogEntry = z.output<typeof logEntry>;

const outputFile = z.object({ path: z.string(), url: z.string(), build: z.string().optional() });
export type OutputFile = z.output<typeof outputFile>;

const compiled = z.object({
  status: z.string(),
  outputFiles: z.array(outputFile),
  logEntries: z.array(logEntry),
  timings: z.record(z.string(), z.number()).default({}),
  steps: stepsSchema.optional(),
  validationProblems: z
    .object({
      mainFile: z.string().optional(),
      sizeCheck: z.looseObject({}).optional(),
      conflictedPaths: z.array(z.object({ path: z.string() })).optional(),
    })
    .optional(),
});
/** What has come of a compile. */
export type Compiled = z.output<typeof compiled>;

/** How a project is compiled. */
export interface CompileOptions {
  /** The main document; null for the one that the site finds. */
  rootDoc: string | null;
  isDraft: boolean;
  /** Nobody has asked for it. */
  isAutomatic: boolean;
}

/** How a project is compiled, as the site takes it. */
export const compileRequest = ({ rootDoc, isDraft }: Pick<CompileOptions, 'rootDoc' | 'isDraft'>) => ({
  rootDoc_id: rootDoc,
  draft: isDraft,
});

/** Compiles the project. */
export const compile = ({ rootDoc, isDraft, isAutomatic }: CompileOptions): Promise<Compiled> =>
  ask(compiled, 'POST', `/project/${projectId}/compile${isAutomatic ? '?auto_compile=true' : ''}`, {
    ...compileRequest({ rootDoc, isDraft }),
    incrementalCompilesEnabled: true,
  });

/** Stops the compile that is under way. */
export const stop = (): Promise<Response> => send('POST', `/project/${projectId}/compile/stop`);

/** Removes all that is kept of earlier compiles. */
export const forgetBuilds = (): Promise<Response> => send('DELETE', `/project/${projectId}/output`);
