import { metaText } from './metas.ts';
import { wordsOf } from './words.ts';

/** The site takes files up to this size. */
const maxUploadBytes = 50 * 1024 * 1024;

/**
 * Uploads a file to a path and resolves with the text of the answer. `onProgress` hears which part of it the site has, from 0 to 1.
 * Rejects with the words of the site for what it refuses.
 */
export function upload(path: string, file: File, onProgress: (part: number) => void): Promise<string> {
  if (file.size > maxUploadBytes) return Promise.reject(new Error(`${file.name} has more than 50 MiB`));
  const form = new FormData();
  form.append('name', file.name);
  form.append('qqfile', file);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', path);
    request.setRequestHeader('accept', 'application/json');
    request.setRequestHeader('x-csrf-token', metaText('ol-csrfToken'));
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onerror = () => reject(new Error(`${file.name} could not be sent: the site cannot be reached`));
    request.onload = () => {
      if (request.status < 300) resolve(request.responseText);
      else reject(new Error(wordsOf(request.status, request.responseText)));
    };
    request.send(form);
  });
}
