import * as z from 'zod';
import { ask, send } from '../../parts/api.ts';
import { upload, type Watch } from '../../parts/upload.ts';
import type { FileEntry, FolderEntry } from '../entries.ts';
import { projectId } from '../project.ts';
import type { FileAt } from './dropped.ts';
import type { Entry } from './find.ts';

const project = `/project/${projectId}`;
const created = z.object({ _id: z.string() });
const uploaded = z.object({ entity_type: z.enum(['doc', 'file']) });
const linked = z.object({ new_file_id: z.string() });

/** What people change in the tree; the editors hear of it from the site. */
export const changes = {
  create: (type: 'doc' | 'folder', name: string, folder: FolderEntry) =>
    ask(created, 'POST', `${project}/${type}`, { name, parent_folder_id: folder._id }),
  rename: ({ type, entry }: Entry, name: string) =>
    send('POST', `${project}/${type}/${entry._id}/rename`, { name }),
  move: ({ type, id }: Moved, folder: FolderEntry) =>
    send('POST', `${project}/${type}/${id}/move`, { folder_id: folder._id }),
  remove: ({ type, entry }: Entry) => send('DELETE', `${project}/${type}/${entry._id}`),
  upload: async ({ file, path }: FileAt, folder: FolderEntry, watch: Watch) => {
    const fields: Record<string, string> = path.includes('/') ? { relativePath: path } : {};
    const answer = await upload(`${project}/upload?folder_id=${folder._id}`, file, watch, fields);
    return uploaded.parse(JSON.parse(answer));
  },
  link: (name: string, folder: FolderEntry, provider: string, data: Record<string, string>) =>
    send('POST', `${project}/linked_file`, { name, parent_folder_id: folder._id, provider, data }),
  /** Fetches a linked file again; answers the id that it has then. */
  refresh: async ({ _id }: FileEntry): Promise<string> =>
    (await ask(linked, 'POST', `${project}/linked_file/${_id}/refresh`, {})).new_file_id,
};

/** What is moved. */
export const moved = z.object({ type: z.enum(['doc', 'file', 'folder']), id: z.string() });
export type Moved = z.output<typeof moved>;

/** The address of the content of a file. */
export const addressOf = ({ _id }: FileEntry): string => `${project}/file/${_id}`;
