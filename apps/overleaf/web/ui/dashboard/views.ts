import type { Project, Tag } from './data.ts';

/** Which projects are shown. A tag is named by its id. */
export type View = 'all' | 'owned' | 'shared' | 'archived' | 'trashed' | 'untagged' | `tag ${string}`;

/** The views that everybody has, with their names. */
export const standardViews = [
  ['all', 'All projects'],
  ['owned', 'Your projects'],
  ['shared', 'Shared with you'],
  ['archived', 'Archived projects'],
  ['trashed', 'Trashed projects'],
] as const;

export const viewOfTag = ({ _id }: Pick<Tag, '_id'>): View => `tag ${_id}`;

/** Whether a view shows a project. What is put away is shown in its own view only. */
export function isIn(view: View, { id, source, archived, trashed }: Project, tags: Tag[]): boolean {
  if (view === 'trashed') return trashed;
  if (view === 'archived') return archived && !trashed;
  if (archived || trashed) return false;
  switch (view) {
    case 'all':
      return true;
    case 'owned':
      return source === 'owner';
    case 'shared':
      return source !== 'owner';
    case 'untagged':
      return !tags.some(({ project_ids }) => project_ids.includes(id));
    default:
      return tags.some((tag) => viewOfTag(tag) === view && tag.project_ids.includes(id));
  }
}

/** What the list is sorted by. */
export interface Order {
  by: 'title' | 'owner' | 'lastUpdated';
  isDescending: boolean;
}

const natural = new Intl.Collator(undefined, { numeric: true }).compare;
const keys = {
  title: ({ name }: Project) => name,
  owner: ({ source, owner }: Project) => (source === 'owner' ? '' : nameOf(owner)),
  lastUpdated: ({ lastUpdated }: Project) => lastUpdated,
};

/** The projects in an order; own projects come before those of others. */
export function sorted(projects: Project[], { by, isDescending }: Order): Project[] {
  const sign = isDescending ? -1 : 1;
  return [...projects].sort((a, b) => sign * natural(keys[by](a), keys[by](b)));
}

/** The name of a person, or the address of one who has none. */
export const nameOf = (person: Project['owner']): string =>
  `${person?.firstName ?? ''} ${person?.lastName ?? ''}`.trim() || person?.email || 'Somebody';
