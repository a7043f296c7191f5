/** One entity of a deployment: how it is to be changed, and what changes it. */
export interface Step {
  what: 'package' | 'action' | 'trigger' | 'alarm' | 'rule';
  name: string;
  state: 'created' | 'changed' | 'unchanged' | 'removed' | 'absent' | 'kept';
  /** What changes in it, without values, because they may be secrets. */
  fields: string[];
  apply(): Promise<unknown>;
}

/** Steps in groups: those of one group are independent of each other, and need what the groups before have made. */
export type Plan = Step[][];

const nothing = async (): Promise<void> => undefined;

/** A step that does nothing. */
export const idle = (what: Step['what'], name: string, state: 'unchanged' | 'absent' | 'kept'): Step => ({
  what,
  name,
  state,
  fields: [],
  apply: nothing,
});

/** The step that makes an entity what it is to be. `fields` are undefined when it is not there. */
export function setting(
  what: Step['what'],
  name: string,
  fields: string[] | undefined,
  apply: () => Promise<unknown>,
): Step {
  if (fields?.length === 0) return idle(what, name, 'unchanged');
  return { what, name, state: fields === undefined ? 'created' : 'changed', fields: fields ?? [], apply };
}

/** The step that removes an entity. */
export const removal = (what: Step['what'], name: string, apply: () => Promise<unknown>): Step => ({
  what,
  name,
  state: 'removed',
  fields: [],
  apply,
});
