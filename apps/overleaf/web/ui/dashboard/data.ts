import * as z from 'zod';
import { createStore } from '../../../../../shared/ui/store.ts';
import { ask } from '../parts/api.ts';
import { metaText } from '../parts/metas.ts';

const person = z.object({ id: z.string(), email: z.string(), firstName: z.string(), lastName: z.string() });
const project = z.object({
  id: z.string(),
  name: z.string(),
  lastUpdated: z.string(),
  lastUpdatedBy: person.nullable(),
  publicAccessLevel: z.string(),
  accessLevel: z.string(),
  source: z.enum(['owner', 'invite', 'token']),
  archived: z.boolean(),
  trashed: z.boolean(),
  owner: person.nullable(),
});
const tag = z.object({ _id: z.string(), name: z.string(), project_ids: z.array(z.string()) });
const list = z.object({ projects: z.array(project) });
const tags = z.array(tag);

/** A person who works on a project. */
export type Person = z.output<typeof person>;
/** A project of the list. */
export type Project = z.output<typeof project>;
/** A word by which this person sorts projects. */
export type Tag = z.output<typeof tag>;

export const projectsStore = createStore(
  list.parse(JSON.parse(metaText('ol-prefetchedProjectsBlob'))).projects,
);
export const tagsStore = createStore(tags.parse(JSON.parse(metaText('ol-tags'))));

/** Asks the site again for the projects and the tags. */
export async function reload(): Promise<void> {
  const [{ projects }, newTags] = await Promise.all([
    ask(list, 'POST', '/api/project', {}),
    ask(tags, 'GET', '/tag'),
  ]);
  projectsStore.set(projects);
  tagsStore.set(newTags);
}

const created = z.object({ project_id: z.string() });

/** The page of a project that has just been created, as the site has answered. */
export const pageOfNew = (answer: unknown): string => `/project/${created.parse(answer).project_id}`;

/** Creates a tag, or finds the one of this name. */
export const createTag = (name: string): Promise<Tag> => ask(tag, 'POST', '/tag', { name });
