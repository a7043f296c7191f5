import * as z from 'zod';
import { messageOf } from '#shared/errors';
import { parseLogLine } from '#shared/observe/steps';
import type { Activation, Activations } from '#shared/ui/activations/types';
import type { Rest } from '#wsk/deploy/rest';

const records = z.array(
  z.object({
    activationId: z.string(),
    name: z.string(),
    start: z.number(),
    /** Absent while the activation runs. */
    duration: z.number().nullish(),
    response: z.object({ status: z.string() }).nullish(),
    logs: z.array(z.string()).default([]),
    annotations: z.array(z.object({ key: z.string(), value: z.unknown() })).default([]),
  }),
);
const limits = z.object({ memory: z.number() });

type Record = z.output<typeof records>[number];

/** As many as OpenWhisk gives at once. */
const askedFor = 200;
/** So often is asked for older ones, while those that are wanted are too few. */
const pagesAtMost = 5;
const shownAtMost = 100;

/** An OpenWhisk that is asked. */
export interface AskedHost {
  apihost: string;
  rest: Rest;
}

/** The activations that are wanted. */
export interface Wanted {
  /** `PACKAGE/ACTION`; undefined for all. */
  action: string | undefined;
  /** Tells of an action whether its activations are left out. */
  isHidden(action: string): boolean;
}

/** The newest activations of all hosts. A host that does not answer is among the problems. */
export async function newestActivations(
  hosts: AskedHost[],
  wanted: Wanted,
): Promise<Omit<Activations, 'notices'>> {
  const problems: string[] = [];
  const read = hosts.map(async ({ apihost, rest }) => {
    try {
      return await readNewest(rest, wanted);
    } catch (error) {
      problems.push(`The OpenWhisk at ${apihost} cannot be asked: ${messageOf(error)}`);
      return [];
    }
  });
  const all = (await Promise.all(read)).flat().sort((a, b) => b.start - a.start);
  const hidden = new Map<string, number>();
  for (const { action } of all)
    if (wanted.isHidden(action)) hidden.set(action, (hidden.get(action) ?? 0) + 1);
  return {
    hosts: hosts.map(({ apihost }) => apihost),
    problems,
    activations: newestOf(all.filter(({ action }) => !wanted.isHidden(action))),
    hidden: [...hidden].map(([action, count]) => ({ action, count })),
  };
}

/** The newest activations, and older ones of the same requests, so that none is shown in part. */
function newestOf(all: Activation[]): Activation[] {
  const newest = all.slice(0, shownAtMost);
  const traces = new Set(newest.flatMap(({ trace }) => trace ?? []));
  const rest = all.slice(shownAtMost);
  return [...newest, ...rest.filter(({ trace }) => trace !== undefined && traces.has(trace))];
}

/** Reads the list of a host until enough of it are wanted. Two pages may overlap, because more come meanwhile. */
async function readNewest(rest: Rest, { action, isHidden }: Wanted): Promise<Activation[]> {
  const found = new Map<string, Activation>();
  for (let page = 0; page < pagesAtMost; page++) {
    const query = new URLSearchParams({
      limit: `${askedFor}`,
      skip: `${page * askedFor}`,
      docs: 'true', // whole records, because a log names the trace of a request
      ...(action === undefined ? {} : { name: action }),
    });
    const list = (await rest.read(records, `_/activations?${query}`)) ?? [];
    for (const record of list.filter(isOfAction)) found.set(record.activationId, activationOf(record));
    const shown = [...found.values()].filter((each) => !isHidden(each.action));
    if (list.length < askedFor || shown.length >= shownAtMost) break;
  }
  return [...found.values()];
}

/** Triggers are activated too, but run nothing; only actions have a path. */
const isOfAction = ({ annotations }: Record): boolean => annotations.some(({ key }) => key === 'path');

function activationOf(record: Record): Activation {
  const { activationId: id, name, start, duration, response, logs } = record;
  const annotation = (key: string): unknown => record.annotations.find((each) => each.key === key)?.value;
  const path = annotation('path');
  const [initMs, waitMs] = [annotation('initTime'), annotation('waitTime')];
  const trace = logs.map(parseLogLine).find((line) => line !== undefined)?.trace;
  const memoryMb = limits.safeParse(annotation('limits')).data?.memory;
  return {
    id,
    action: typeof path === 'string' ? path.split('/').slice(1).join('/') : name,
    start,
    ...(trace !== undefined && { trace }),
    ...(typeof duration === 'number' && { ms: duration, status: response?.status ?? 'unknown' }),
    ...(typeof initMs === 'number' && { initMs }),
    ...(typeof waitMs === 'number' && { waitMs }),
    ...(memoryMb === undefined ? {} : { memoryMb }),
  };
}
