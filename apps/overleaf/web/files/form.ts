import busboy from 'busboy';
import type { Request } from 'express';
import { invalid, messageOf, tooLarge } from '#shared/errors';
import { discard, type LocalFile, receive } from './local-file.ts';

/** Bytes of an uploaded file. */
export const maxUploadBytes = 50 * 1024 * 1024;

/** The form of an upload: its file, if it has one, with the name that the client gives it, and its other fields. */
export interface Upload {
  file?: LocalFile & { name: string };
  fields: Map<string, string>;
}

/**
 * Reads the form of an upload, whose file becomes a temporary one, and does `work` with it; the file is removed afterwards. Throws
 * `too-large` for more than 50 MiB.
 */
export async function withUpload<Result>(
  request: Request,
  work: (upload: Upload) => Promise<Result>,
): Promise<Result> {
  const upload = await readForm(request);
  try {
    return await work(upload);
  } finally {
    if (upload.file !== undefined) await discard(upload.file);
  }
}

async function readForm(request: Request): Promise<Upload> {
  if (!request.is('multipart/form-data')) return { fields: new Map() };
  const upload: Upload = { fields: new Map() };
  let receiving: Promise<void> | undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      const form = formOf(request);
      form.on('field', (name, value) => upload.fields.set(name, value));
      form.on('file', (_field, content, { filename = '' }) => {
        content.once('limit', () =>
          content.destroy(tooLarge(`a file may have at most ${maxUploadBytes / 1024 / 1024} MiB`)),
        );
        receiving = receive(content).then((file) => {
          upload.file = { ...file, name: filename };
        });
        receiving.catch(reject);
      });
      form.once('filesLimit', () => reject(invalid('the form has more than one file: send each by itself')));
      form.once('error', (error) => reject(invalid(`the form cannot be read: ${messageOf(error)}`)));
      form.once('close', resolve);
      request.once('close', () => {
        if (!request.complete) form.destroy(new Error('the connection ended before it did'));
      });
      request.pipe(form);
    });
    await receiving;
    return upload;
  } catch (error) {
    request.unpipe();
    request.resume();
    await receiving?.catch(() => undefined);
    if (upload.file !== undefined) await discard(upload.file);
    throw error;
  }
}

function formOf({ headers }: Request): busboy.Busboy {
  try {
    // A file of as many bytes as the limit says counts as too large.
    const limits = { files: 1, fileSize: maxUploadBytes + 1, fields: 20 };
    return busboy({ headers, defParamCharset: 'utf8', limits });
  } catch (error) {
    throw invalid(`the body must be multipart/form-data: ${messageOf(error)}`);
  }
}
