import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { HeadObjectCommandOutput, PutObjectCommandInput } from '@aws-sdk/client-s3';
import { isKind, tooLarge } from '../../errors.ts';
import { catchLater, copyToLocal, digestOf, temporaryPath, writeNewFile } from './content.ts';
import type { Content, Digest, FileEntry, Files } from './files.ts';
import { checkName, checkPrefix, checkRange, isName } from './names.ts';
import type { S3Address } from './s3-address.ts';
import { type Bucket, openBucket } from './s3-bucket.ts';

/** Bytes that S3 accepts in one request, and so in one file here. */
const largest = 5 * 1024 ** 3;

/** Milliseconds until the answer to a request that carries no stream begins; the SDK tries three times. */
const attempt = { requestTimeout: 5000 };

/**
 * Files in a bucket of S3 or of another store with its API, with the credentials that the AWS SDK finds in the environment. A
 * write is one request, so that it replaces a file as a whole; S3 wants to know its length first, so a stream is written to a
 * temporary file of this machine before. The hash is kept beside the content, and S3 checks it; for a file that another
 * program has put there, `stat` reads the file.
 *
 * `ifAbsent` and `compareAndRemove` need a store that knows S3's conditional requests. One that ignores them lets the later of
 * two writers at the same time win.
 */
export function s3Files(address: S3Address): Files {
  const bucket = openBucket(address);
  return {
    async read(name, range) {
      if (range === undefined) return read(bucket, name);
      checkRange(range);
      return read(bucket, name, { Range: `bytes=${range.first}-${range.last ?? ''}` });
    },
    async write(name, content, { ifAbsent = false } = {}) {
      checkName(name);
      const isStream = typeof content !== 'string' && !(content instanceof Uint8Array);
      if (isStream) return putStream(bucket, name, content, ifAbsent);
      const bytes = typeof content === 'string' ? Buffer.from(content) : content;
      return put(bucket, name, bytes, await digestOf(bytes), ifAbsent);
    },
    async stat(name) {
      const found = await head(bucket, name);
      const { ContentLength: size = 0, LastModified: modified = new Date(0) } = found;
      return { name, size, modified, hash: await hashOf(bucket, name, found) };
    },
    list: (prefix = '') => list(bucket, checkPrefix(prefix)),
    remove: (name) => remove(bucket, name),
    compareAndRemove: (name, hash) => compareAndRemove(bucket, name, hash),
    localCopy: async (name) => copyToLocal(name, await read(bucket, name)),
    close: bucket.close,
  };
}

async function read(
  bucket: Bucket,
  name: string,
  options: { Range?: string; IfMatch?: string | undefined } = {},
): Promise<Readable> {
  const input = { ...bucket.place(name), ...options };
  const { Body } = await bucket.use(name, (sdk, client) =>
    client.send(new sdk.GetObjectCommand(input), attempt),
  );
  if (Body instanceof Readable) return Body;
  throw new Error(`S3 has answered no stream for ${name}`);
}

async function head(bucket: Bucket, name: string): Promise<HeadObjectCommandOutput> {
  const input = bucket.place(name);
  return bucket.use(name, (sdk, client) => client.send(new sdk.HeadObjectCommand(input), attempt));
}

/** The hash beside a file, else that of its content. */
const hashOf = async (
  bucket: Bucket,
  name: string,
  { Metadata, ETag }: HeadObjectCommandOutput,
): Promise<string> => Metadata?.sha256 ?? (await digestOf(await read(bucket, name, { IfMatch: ETag }))).hash;

async function put(
  bucket: Bucket,
  name: string,
  body: Uint8Array | Readable,
  digest: Digest,
  ifAbsent: boolean,
): Promise<Digest> {
  if (digest.size > largest) throw tooLarge(`the file ${name} has more than ${largest} bytes`);
  const input: PutObjectCommandInput = {
    ...bucket.place(name),
    Body: body,
    ContentLength: digest.size,
    ChecksumSHA256: Buffer.from(digest.hash, 'hex').toString('base64'),
    Metadata: { sha256: digest.hash },
    ...(ifAbsent ? { IfNoneMatch: '*' } : {}),
  };
  const limits = body instanceof Readable ? {} : attempt;
  await bucket.use(name, (sdk, client) => client.send(new sdk.PutObjectCommand(input), limits));
  return digest;
}

async function putStream(bucket: Bucket, name: string, content: Content, ifAbsent: boolean): Promise<Digest> {
  const path = temporaryPath();
  catchLater(content);
  try {
    const digest = await writeNewFile(path, content);
    return await put(bucket, name, createReadStream(path), digest, ifAbsent);
  } finally {
    await rm(path, { force: true });
  }
}

async function* list({ bucket, prefix, use }: Bucket, beginning: string): AsyncGenerator<FileEntry> {
  let next: string | undefined;
  do {
    const input = { Bucket: bucket, Prefix: prefix + beginning, ContinuationToken: next };
    const page = await use(beginning, (sdk, client) =>
      client.send(new sdk.ListObjectsV2Command(input), attempt),
    );
    for (const { Key = '', Size = 0, LastModified = new Date(0) } of page.Contents ?? []) {
      const name = Key.slice(prefix.length);
      // Consoles make objects such as `a/` to show empty folders.
      if (isName(name)) yield { name, size: Size, modified: LastModified };
    }
    next = page.IsTruncated ? page.NextContinuationToken : undefined;
  } while (next !== undefined);
}

async function remove(bucket: Bucket, name: string, IfMatch?: string): Promise<void> {
  const input = { ...bucket.place(name), IfMatch };
  await bucket.use(name, (sdk, client) => client.send(new sdk.DeleteObjectCommand(input), attempt));
}

async function compareAndRemove(bucket: Bucket, name: string, hash: string): Promise<boolean> {
  try {
    const found = await head(bucket, name);
    if ((await hashOf(bucket, name, found)) !== hash) return false;
    await remove(bucket, name, found.ETag);
    return true;
  } catch (error) {
    if (isKind(error, 'not-found', 'conflict')) return false;
    throw error;
  }
}
