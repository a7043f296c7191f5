import { forbidden, notFound } from '#shared/errors';
import type { OpenOutput } from '../compile/outputs.ts';
import { config } from '../config.ts';
import { openFile } from '../files/filestore.ts';
import { type LocalFile, receive } from '../files/local-file.ts';
import { accessOf, findProject } from '../guards.ts';
import type { Project } from '../project.ts';
import { flush, textOf } from '../tree/texts.ts';
import { findByPath } from '../tree/tree.ts';
import type { User } from '../user.ts';
import type { LinkedData } from './data.ts';
import { fetchUrl } from './fetch-url.ts';

/** Copies what a linked file comes from to a temporary file. Throws `forbidden` for a project that the user may not read. */
export async function fetchLinked(data: LinkedData, user: User, openOutput: OpenOutput): Promise<LocalFile> {
  if (data.provider === 'url')
    return fetchUrl(data.url, config.LINKED_URL_ALLOW_PRIVATE ? { isAllowed: () => true } : {});
  const project = await findProject(data.source_project_id);
  if (accessOf(project, user).privilege === false) throw forbidden('You do not have access to this project');
  if (data.provider === 'project_file') return fetchEntity(project, data.source_entity_path);
  const wanted = {
    project: project._id,
    user: user._id.toHexString(),
    build: data.build_id ?? undefined,
    path: data.source_output_file_path,
  };
  return receive(await openOutput(wanted));
}

async function fetchEntity({ _id: project, rootFolder: [root] }: Project, path: string): Promise<LocalFile> {
  const found = findByPath(root, path);
  if (found?.type === 'doc') {
    await flush(project);
    return receive([Buffer.from((await textOf(project, found.entity._id)).lines.join('\n'))]);
  }
  if (found?.type === 'file') return receive((await openFile({ project, file: found.entity._id })).content);
  throw notFound(`source_entity_path: there is no file ${path} in the project`);
}
