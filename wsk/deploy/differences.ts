import { isDeepStrictEqual } from 'node:util';
import type { FoundAction } from './found.ts';
import type { ActionBody, Setting } from './wanted.ts';

/** What differs between an action as it is and as it is to be, in words without values. */
export function differencesOf(found: FoundAction, wanted: ActionBody): string[] {
  const { exec, limits } = wanted;
  return [
    ...(found.exec.kind === exec.kind ? [] : ['kind']),
    ...(found.exec.image === exec.image ? [] : ['image']),
    ...(found.exec.code === exec.code ? [] : ['code']),
    ...named('parameter', settingsThatDiffer(found.parameters, wanted.parameters)),
    ...annotationsThatDiffer(found.annotations, wanted.annotations),
    ...named(
      'limit',
      (['timeout', 'memory', 'concurrency'] as const).filter((name) => found.limits[name] !== limits[name]),
    ),
  ];
}

const named = (what: string, names: readonly string[]): string[] => names.map((name) => `${what} ${name}`);

/** The keys of settings that two lists do not have alike. */
function settingsThatDiffer(found: Setting[], wanted: Setting[]): string[] {
  const keys = new Set([...found, ...wanted].map(({ key }) => key));
  const of = (list: Setting[], name: string): unknown => {
    const one = list.find(({ key }) => key === name);
    return one && { value: one.value, init: one.init ?? false };
  };
  return [...keys].filter((key) => !isDeepStrictEqual(of(found, key), of(wanted, key)));
}

/** The same for annotations, of which an update keeps those that it does not name. */
export function annotationsThatDiffer(found: Setting[], wanted: Setting[]): string[] {
  const replaced = found.filter(({ key }) => wanted.some((one) => one.key === key));
  return named('annotation', settingsThatDiffer(replaced, wanted));
}
