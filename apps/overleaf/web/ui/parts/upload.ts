import { csrfToken, mayTryAgain } from './csrf.ts';
import { wordsOf } from './words.ts';

/** The site takes files up to this size. */
const maxUploadBytes = 50 * 1024 * 1024;

/** How an upload is watched and ended. */
export interface Watch {
  /** Hears which part of the file the site has, from 0 to 1. */
  onProgress(part: number): void;
  /** Ends the upload, which then rejects with its reason. */
  signal: AbortSignal;
}

/**
 * Uploads a file to a path and resolves with the text of the answer; a browser asks before it leaves the page meanwhile. `fields` come
 * before the file. Rejects with the words of the site for what it refuses.
 */
export async function upload(
  path: string,
  file: File,
  { onProgress, signal }: Watch,
  fields: Record<string, string> = {},
): Promise<string> {
  if (file.size > maxUploadBytes)
    throw new Error(`“${file.name}” has more than 50 MiB, which the site does not take: make it smaller`);
  signal.throwIfAborted();
  // A folder on the way may be what is refused.
  const whole = fields.relativePath ?? file.name;
  const form = new FormData();
  for (const [name, value] of Object.entries({ ...fields, name: file.name })) form.append(name, value);
  form.append('qqfile', file);
  addEventListener('beforeunload', askBeforeLeaving);
  underWay += 1;
  try {
    for (let tries = 1; ; tries += 1) {
      const { status, text } = await sendForm(path, form, file.name, { onProgress, signal });
      if (status < 300) return text;
      if (tries > 1 || !(await mayTryAgain(status, text)))
        throw new Error(wordsOf(status, text, { name: whole }));
    }
  } finally {
    underWay -= 1;
    if (underWay === 0) removeEventListener('beforeunload', askBeforeLeaving);
  }
}

/** Uploads that have not ended. */
let underWay = 0;

const askBeforeLeaving = (event: Event): void => event.preventDefault();

const sendForm = (path: string, form: FormData, name: string, { onProgress, signal }: Watch) =>
  new Promise<{ status: number; text: string }>((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', path);
    request.setRequestHeader('accept', 'application/json');
    request.setRequestHeader('x-csrf-token', csrfToken());
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onerror = () =>
      reject(new Error(`“${name}” could not be sent: look whether you are connected, and try again`));
    request.onload = () => resolve({ status: request.status, text: request.responseText });
    request.onabort = () => reject(signal.reason);
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(form);
  });
