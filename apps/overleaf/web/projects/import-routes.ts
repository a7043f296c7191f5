import { Router } from 'express';
import { invalid } from '#shared/errors';
import { needsCsrfToken } from '../csrf.ts';
import { withUpload } from '../files/form.ts';
import { refuseUpload } from '../files/refusals.ts';
import { nameOf } from '../files/upload-name.ts';
import { limited } from '../rate-limit.ts';
import { loggedInUser, needsLogin } from '../who.ts';
import { createFromZip } from './import.ts';

/** New projects of archives. */
export const importRoutes = Router();

importRoutes.post(
  '/project/new/upload',
  needsCsrfToken,
  needsLogin,
  limited('project-upload', { max: 20, seconds: 60 }),
  async (request, response) => {
    const owner = loggedInUser(response);
    try {
      const project = await withUpload(request, async (upload) => {
        if (upload.file === undefined) throw invalid('the form has no file: send a zip file as qqfile');
        return createFromZip(owner, nameOf(upload, request.query), upload.file);
      });
      response.json({ success: true, project_id: project._id });
    } catch (error) {
      refuseUpload(response, error);
    }
  },
);
