import pLimit from 'p-limit';
import * as z from 'zod';
import type { Rest } from './rest.ts';
import { ownMark, type Setting } from './wanted.ts';

const settings = z.array(
  z.object({ key: z.string(), value: z.unknown(), init: z.boolean().exactOptional() }),
);
const annotated = { name: z.string(), annotations: settings.default([]) };
const packageDocument = z.object({ actions: z.array(z.object(annotated)).default([]) });
const actionDocument = z.object({
  exec: z.object({ kind: z.string(), image: z.string().optional(), code: z.string().optional() }),
  parameters: settings.default([]),
  annotations: settings.default([]),
  limits: z.object({
    timeout: z.number(),
    memory: z.number(),
    concurrency: z.number().default(1),
  }),
});
const triggers = z.array(z.object(annotated));
const path = z.object({ path: z.string(), name: z.string() });
const ruleDocument = z.object({ trigger: path.nullish(), action: path.nullish(), status: z.string() });

/** An action as an OpenWhisk has it. */
export type FoundAction = z.output<typeof actionDocument>;
/** A rule as an OpenWhisk has it. */
export type FoundRule = z.output<typeof ruleDocument>;

/** The requests that run at the same time. */
export const requestsAtOnce = 4;

/** The names of what is in the package of an application; undefined when there is no such package. */
export async function actionsIn(
  rest: Rest,
  app: string,
): Promise<{ own: Set<string>; all: Set<string> } | undefined> {
  const found = await rest.read(packageDocument, `_/packages/${app}`);
  if (found === undefined) return undefined;
  const own = found.actions.filter((each) => isOwn(app, each.annotations));
  const names = (list: { name: string }[]): Set<string> => new Set(list.map(({ name }) => name));
  return { own: names(own), all: names(found.actions) };
}

const isOwn = (app: string, annotations: Setting[]): boolean =>
  annotations.some(({ key, value }) => key === ownMark && value === app);

/** The actions of these names that are in the package of an application, with their code. */
export async function readActions(
  rest: Rest,
  app: string,
  names: string[],
): Promise<Map<string, FoundAction>> {
  const limit = pLimit(requestsAtOnce);
  const read = names.map((name) =>
    limit(async () => {
      const found = await rest.read(actionDocument, `_/actions/${app}/${name}`);
      return found === undefined ? [] : [[name, found] as const];
    }),
  );
  return new Map((await Promise.all(read)).flat());
}

const pageSize = 200;

/** The annotations of all triggers of the namespace, by name. */
export async function readTriggers(rest: Rest): Promise<Map<string, Setting[]>> {
  const all: z.output<typeof triggers> = [];
  for (;;) {
    const page = await rest.read(triggers, `_/triggers?limit=${pageSize}&skip=${all.length}`);
    all.push(...(page ?? []));
    if ((page ?? []).length < pageSize) break;
  }
  return new Map(all.map(({ name, annotations }) => [name, annotations]));
}

/** The names of the triggers that deployments of an application have made. */
export const ownTriggers = (app: string, all: Map<string, Setting[]>): string[] =>
  [...all].flatMap(([name, annotations]) => (isOwn(app, annotations) ? [name] : []));

/** A rule of the namespace; undefined when it is not there. */
export const readRule = (rest: Rest, name: string): Promise<FoundRule | undefined> =>
  rest.read(ruleDocument, `_/rules/${name}`);
