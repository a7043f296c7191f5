import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { copyFile, mkdir, rename, rm, stat, utimes } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip, type Gunzip } from 'node:zlib';
import { messageOf } from '#shared/errors';
import { openStream } from '#shared/http/streams';
import { log } from '#shared/observe/log';
import type { Resource } from './request.ts';

/** A file of a project that is at an address. */
export type Linked = Extract<Resource, { url: string }>;

const tries = 3;
const tryMs = 60_000;

/**
 * Brings a linked file to a path. The folder `cache` keeps it: it is fetched again only when its date is newer than that of the kept one.
 * A file that cannot be fetched is logged, and the compile goes on without it.
 */
export async function cachedDownload(cache: string, { url, modified }: Linked, to: string): Promise<void> {
  const kept = join(cache, createHash('md5').update(url).digest('hex'));
  try {
    if (!(await isCurrent(kept, modified ?? undefined))) await fetchTo(kept, url, modified ?? new Date());
    await copyFile(kept, to);
  } catch (error) {
    log.warn({ url, cause: messageOf(error) }, 'a file of a project could not be downloaded');
  }
}

/** Dates count in seconds, as in the original. */
async function isCurrent(kept: string, modified: Date | undefined): Promise<boolean> {
  const found = await stat(kept).catch(() => undefined);
  if (found === undefined) return false;
  const seconds = (date: Date): number => Math.floor(date.getTime() / 1000);
  return modified === undefined || seconds(found.mtime) >= seconds(modified);
}

async function fetchTo(kept: string, url: string, modified: Date): Promise<void> {
  const unfinished = `${kept}.unfinished`;
  await mkdir(join(kept, '..'), { recursive: true });
  for (let attempt = 1; ; attempt += 1) {
    try {
      await pipeline([...(await contentAt(url)), createWriteStream(unfinished)]);
      await utimes(unfinished, modified, modified);
      return await rename(unfinished, kept);
    } catch (error) {
      await rm(unfinished, { force: true });
      if (attempt === tries) throw error;
    }
  }
}

/** The content of a file, as streams one after the other. A text comes from an action, which may have to compress it. */
async function contentAt(url: string): Promise<(IncomingMessage | Gunzip)[]> {
  const response = await openStream(url, { headers: { 'accept-encoding': 'gzip' }, silentMs: tryMs });
  if (response.statusCode !== 200) {
    response.destroy();
    throw new Error(`the answer is ${response.statusCode}`);
  }
  return response.headers['content-encoding'] === 'gzip' ? [response, createGunzip()] : [response];
}
