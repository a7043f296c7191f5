import * as z from 'zod';
import type { ListedProject } from './list.ts';

/** Which projects a client wants, in which order, and how many. */
export const projectQuery = z.preprocess(
  (body) => body ?? {},
  z.object({
    filters: z
      .object({
        ownedByUser: z.boolean(),
        sharedWithUser: z.boolean(),
        archived: z.boolean(),
        trashed: z.boolean(),
        search: z.string(),
      })
      .partial()
      .nullish(),
    sort: z
      .object({
        by: z.enum(['lastUpdated', 'title', 'owner'], 'must be lastUpdated, title or owner').optional(),
        order: z.enum(['asc', 'desc'], 'must be asc or desc').optional(),
      })
      .nullish(),
    page: z.object({ size: z.int('must be a whole number').min(1).optional() }).nullish(),
  }),
);

const keys = {
  lastUpdated: ({ lastUpdated }: ListedProject) => lastUpdated.toISOString(),
  title: ({ name }: ListedProject) => name.toLowerCase(),
  owner: ({ owner }: ListedProject) => owner?.email ?? '',
};

/** The projects that a query asks for; without one all of them, the newest first. */
export function select(projects: ListedProject[], { filters, sort, page }: z.output<typeof projectQuery>) {
  const { ownedByUser, sharedWithUser, archived, trashed, search = '' } = filters ?? {};
  const found = projects.filter(
    (each) =>
      (!ownedByUser || each.source === 'owner') &&
      (!sharedWithUser || each.source !== 'owner') &&
      (archived === undefined || each.archived === archived) &&
      (trashed === undefined || each.trashed === trashed) &&
      each.name.toLowerCase().includes(search.toLowerCase()),
  );
  const key = keys[sort?.by ?? 'lastUpdated'];
  const sign = (sort?.order ?? 'desc') === 'asc' ? 1 : -1;
  found.sort((a, b) => sign * key(a).localeCompare(key(b)));
  return { totalSize: found.length, projects: found.slice(0, page?.size ?? found.length) };
}
