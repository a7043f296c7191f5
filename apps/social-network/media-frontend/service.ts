import { randomBytes } from 'node:crypto';
import { pipeline } from 'node:stream';
import busboy from 'busboy';
import type { Express, Request } from 'express';
import { invalid, notFound, tooLarge } from '#shared/errors';
import { errorHandler, streamingService } from '#shared/http/service';
import { openFile, saveFile } from './files.ts';

const longest = 100 * 1024 * 1024;

// What a browser may show; everything else is only offered for saving.
const shown: Record<string, string> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  mp4: 'video/mp4',
  webm: 'video/webm',
};

/** A file that was kept. */
interface Uploaded {
  media_id: string;
  media_type: string;
}

/** Takes pictures and films and gives them back. */
export const mediaFrontend: Express = streamingService('media-frontend');

mediaFrontend.get('/health', (_request, response) => void response.send('OK'));

mediaFrontend.post('/upload-media', async (request, response) => {
  response.json(await upload(request));
});

mediaFrontend.get('/get-media{/}', async (request, response) => {
  const { filename: name } = request.query;
  if (typeof name !== 'string' || name === '') throw invalid('Incomplete arguments: filename is missing');
  const file = await openFile(name);
  if (file === undefined) throw notFound(`there is no file ${name}`);
  const type = shown[name.split('.').at(-1)?.toLowerCase() ?? ''];
  response.set({
    'content-type': type ?? 'application/octet-stream',
    'content-length': `${file.length}`,
    'cache-control': 'public, max-age=31536000, immutable',
    'x-content-type-options': 'nosniff',
    ...(type === undefined ? { 'content-disposition': 'attachment' } : {}),
  });
  pipeline(file.content, response, () => undefined);
});

mediaFrontend.use(
  errorHandler((response, status, message) => response.status(status).type('text').send(message)),
);

/** Keeps the one file of a form; its name says what it is. */
function upload(request: Request): Promise<Uploaded> {
  return new Promise((resolve, reject) => {
    let saving: Promise<Uploaded> | undefined;
    const fail = (error: Error): void => {
      request.unpipe(form);
      request.resume();
      reject(error);
    };
    let form: busboy.Busboy;
    try {
      form = busboy({ headers: request.headers, limits: { files: 1, fileSize: longest } });
    } catch (error) {
      return reject(invalid(`the body must be multipart/form-data: ${(error as Error).message}`));
    }
    form.on('file', (_field, content, { filename = '' }) => {
      const media_type = /\.([A-Za-z0-9]{1,10})$/.exec(filename)?.[1]?.toLowerCase();
      if (media_type === undefined) {
        content.resume();
        return fail(invalid('the name of the file must have an ending such as .png'));
      }
      const media_id = `${randomBytes(8).readBigUInt64BE() >> 4n}`;
      content.once('limit', () => content.destroy(tooLarge(`a file has at most ${longest} bytes`)));
      saving = saveFile(`${media_id}.${media_type}`, content).then(() => ({ media_id, media_type }));
      saving.catch(fail);
    });
    form.once('filesLimit', () => fail(invalid('one file at a time, please')));
    form.once('error', (error) => fail(invalid(`the body cannot be read: ${(error as Error).message}`)));
    form.once('close', () => {
      if (saving === undefined)
        return reject(invalid('the form has no file: send multipart/form-data with one'));
      saving.then(resolve, reject);
    });
    request.pipe(form);
  });
}
