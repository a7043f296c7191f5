import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Db, GridFSBucket } from 'mongodb';
import { unavailable } from '#shared/errors';
import { keptConnections } from '#shared/state/connections';
import { openMongo } from '#shared/state/mongo';
import { config } from './config.ts';

const mongo = openMongo(config.MONGO_URL, {}, keptConnections());
const bucket = (db: Db): GridFSBucket => new GridFSBucket(db, { bucketName: 'media' });

/** Keeps a file of any length; when it breaks off nothing is kept. The time that a client takes to send it counts for nothing. */
export async function saveFile(name: string, content: Readable): Promise<void> {
  const db = await mongo.use(async (open) => open);
  const upload = bucket(db).openUploadStream(name);
  try {
    await pipeline(content, upload);
  } catch (error) {
    await upload.abort().catch(() => undefined);
    throw content.errored === null || content.errored === undefined
      ? unavailable('the file cannot be kept', error)
      : error;
  }
}

/** A file and its length; undefined where there is none. */
export async function openFile(name: string): Promise<{ length: number; content: Readable } | undefined> {
  const [file] = await mongo.use((db) => bucket(db).find({ filename: name }).limit(1).toArray());
  if (file === undefined) return undefined;
  const content = await mongo.use(async (db) => bucket(db).openDownloadStream(file._id));
  return { length: file.length, content };
}
