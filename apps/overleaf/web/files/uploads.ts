import { Router } from 'express';
import type { ObjectId } from 'mongodb';
import { invalid } from '#shared/errors';
import { idFrom } from '../../ids.ts';
import { needsCsrfToken } from '../csrf.ts';
import { mayWrite, projectIn } from '../guards.ts';
import { limited } from '../rate-limit.ts';
import { ensureFolders } from '../tree/folders.ts';
import type { Change } from '../tree/structure.ts';
import { folderIn } from '../tree/tree.ts';
import { putFile, putText, type Target } from '../tree/upserts.ts';
import { userIn } from '../who.ts';
import { withUpload } from './form.ts';
import type { LocalFile } from './local-file.ts';
import { refuseUpload } from './refusals.ts';
import { linesOfFile } from './text-or-binary.ts';
import { placeOf } from './upload-name.ts';

/** Uploads into projects. */
export const uploadRoutes = Router();

uploadRoutes.post(
  '/project/:project/upload',
  needsCsrfToken,
  mayWrite,
  limited('file-upload', { max: 200, seconds: 900, perProject: true }),
  async (request, response) => {
    const { _id: project, rootFolder } = projectIn(response);
    const change = { project, user: userIn(response)?._id };
    try {
      const stored = await withUpload(request, async (upload) => {
        const place = placeOf(upload, request.query);
        if (upload.file === undefined || place === undefined) throw invalid('invalid_filename');
        const base = idFrom(request.query.folder_id ?? upload.fields.get('targetFolderId'), 'folder_id');
        folderIn(rootFolder[0], base);
        const folder = await ensureFolders(change, base, place.folders);
        return store(change, { folder, name: place.name }, upload.file);
      });
      response.json({ success: true, ...stored });
    } catch (error) {
      refuseUpload(response, error);
    }
  },
);

/** Puts a file into a tree, as a document if it is a text. */
async function store(change: Change, target: Target, local: LocalFile): Promise<Stored> {
  const lines = await linesOfFile(target.name, local);
  if (lines !== undefined) return { entity_id: await putText(change, target, lines), entity_type: 'doc' };
  const { _id, hash } = await putFile(change, target, local);
  return { entity_id: _id, entity_type: 'file', hash };
}

/** What became of an upload. */
interface Stored {
  entity_id: ObjectId;
  entity_type: 'doc' | 'file';
  hash?: string | undefined;
}
