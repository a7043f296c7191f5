import { basename } from 'node:path';
import type { LocalFile } from '../files/local-file.ts';
import { linesOfFile } from '../files/text-or-binary.ts';
import { withUnpacked } from '../files/zip-reader.ts';
import type { Project } from '../project.ts';
import type { User } from '../user.ts';
import { buildProject, type Part } from './build.ts';
import { type Candidate, mayBeRoot, rootPathOf } from './root-path.ts';
import { asProjectName, titleOf } from './title.ts';

/**
 * Makes a project of an archive. It is called as its main document is titled, else as the archive is. Throws `invalid` for what is no
 * archive of a project, and `too-large`.
 */
export const createFromZip = (owner: User, archiveName: string, archive: LocalFile): Promise<Project> =>
  withUnpacked(archive.path, async (files) => {
    const parts: Part[] = [];
    const candidates: Candidate[] = [];
    let title: string | undefined;
    for (const { inProject: path, ...local } of files) {
      const lines = await linesOfFile(path, local);
      if (lines === undefined) parts.push({ path, local });
      else parts.push({ path, text: async () => ({ lines: (await linesOfFile(path, local)) ?? [] }) });
      if (lines === undefined || !mayBeRoot(path, lines)) continue;
      candidates.push({ path, size: local.size });
      if (rootPathOf(candidates) === path) title = titleOf(lines.join('\n'));
    }
    const name = asProjectName(title ?? basename(archiveName).replace(/\.zip$/i, ''));
    return buildProject({ owner, name, parts, rootPath: rootPathOf(candidates) });
  });
