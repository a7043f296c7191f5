import { send } from '../parts/api.ts';
import { type Project, reload, type Tag } from './data.ts';

/** Something that is done with a project. */
export type Act = (project: Project) => Promise<unknown>;

const longestName = 150;
const ending = ' (copy)';

/** What people do with projects of their list. */
export const acts = {
  copy: ({ id, name }) =>
    send('POST', `/project/${id}/clone`, {
      projectName: name.slice(0, longestName - ending.length) + ending,
    }),
  archive: ({ id }) => send('POST', `/project/${id}/archive`),
  unarchive: ({ id }) => send('DELETE', `/project/${id}/archive`),
  trash: ({ id }) => send('POST', `/project/${id}/trash`),
  untrash: ({ id }) => send('DELETE', `/project/${id}/trash`),
  /** Deletes an own project, and leaves one of somebody else. */
  remove: ({ id, source }) =>
    source === 'owner' ? send('DELETE', `/project/${id}`) : send('POST', `/project/${id}/leave`),
} satisfies Record<string, Act>;

export const rename =
  (newProjectName: string): Act =>
  ({ id }) =>
    send('POST', `/project/${id}/rename`, { newProjectName });
export const addTag =
  ({ _id }: Tag): Act =>
  ({ id }) =>
    send('POST', `/tag/${_id}/project/${id}`);
export const removeTag =
  ({ _id }: Tag): Act =>
  ({ id }) =>
    send('DELETE', `/tag/${_id}/project/${id}`);

/** Does something with projects, one after the other, and shows afterwards what has become of them, also after a failure. */
export async function applyTo(
  projects: Project[],
  act: Act,
  onProgress: (done: number) => void = () => {},
): Promise<void> {
  try {
    for (const [done, project] of projects.entries()) {
      onProgress(done);
      await act(project);
    }
  } finally {
    await reload();
  }
}

/** The words of the question before projects are deleted or left for ever. */
export function questionOf(projects: Project[]): { title: string; text: string; button: string } {
  const own = projects.filter(({ source }) => source === 'owner');
  const button = own.length > 0 ? 'Delete' : 'Leave';
  const what = projects.length === 1 ? `“${projects[0]?.name}”` : `${projects.length} projects`;
  const text =
    own.length > 0
      ? 'Your projects are deleted for everybody who works on them, with all their files. This cannot be undone.'
      : 'You can come back only if somebody invites you again.';
  const rest = projects.length - own.length;
  const leaving = own.length > 0 && rest > 0 ? ` You also leave ${rest} of other people.` : '';
  return { title: `${button} ${what}?`, text: text + leaving, button };
}
