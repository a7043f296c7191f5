import type { Browser, Page } from './browser.ts';

/** A file for a form. */
export interface FormFile {
  name: string;
  content: string | Buffer;
}

/** What an upload sends: the file as `qqfile`, and other fields before it. */
export interface UploadOptions {
  file?: FormFile;
  fields?: Record<string, string>;
}

/** Sends the form of an upload, with the session of a browser on the site at `url` and its csrf token in a header. */
export async function upload(
  url: string,
  browser: Browser,
  path: string,
  { file, fields = {} }: UploadOptions,
): Promise<Pick<Page, 'status' | 'text' | 'body'>> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  if (file !== undefined)
    form.set('qqfile', new Blob([new Uint8Array(Buffer.from(file.content))]), file.name);
  const token = await browser.csrfToken();
  const headers = { accept: 'application/json', cookie: browser.cookie, 'x-csrf-token': token };
  const response = await fetch(url + path, { method: 'POST', headers, body: form });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
  return { status: response.status, text, body: isJson ? JSON.parse(text) : text };
}

/** The bytes at a path of the site, with the session of a browser. */
export async function bytesAt(url: string, browser: Browser, path: string): Promise<Buffer> {
  const response = await fetch(url + path, { headers: { cookie: browser.cookie } });
  if (response.status !== 200) throw new Error(`${path} is ${response.status}: ${await response.text()}`);
  return Buffer.from(await response.arrayBuffer());
}
