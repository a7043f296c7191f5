import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { HeadObjectCommandOutput, PutObjectCommandInput, S3Client } from '@aws-sdk/client-s3';
import { isKind, tooLarge } from '../../errors.ts';
import { waiting } from '../../observe/context.ts';
import { catchLater, copyToLocal, digestOf, temporaryPath, writeNewFile } from './content.ts';
import type { Content, Digest, FileEntry, Files } from './files.ts';
import { checkName, checkPrefix, checkRange, isName } from './names.ts';
import type { S3Address } from './s3-address.ts';
import { fromS3 } from './s3-errors.ts';

/** Bytes that S3 accepts in one request, and so in one file here. */
const largest = 5 * 1024 ** 3;

/** Milliseconds until the answer to a request that carries no stream begins; the SDK tries three times. */
const attempt = { requestTimeout: 5000 };
/** Milliseconds for which a stream may stand still. */
const silenceMs = 60_000;

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
  const { bucket, prefix } = address;
  const place = (name: string) => ({ Bucket: bucket, Key: prefix + checkName(name) });
  const { use, close } = clientOf(address);

  async function head(name: string): Promise<HeadObjectCommandOutput> {
    return use(name, (sdk, client) => client.send(new sdk.HeadObjectCommand(place(name)), attempt));
  }

  async function read(name: string, Range?: string, IfMatch?: string): Promise<Readable> {
    const input = { ...place(name), Range, IfMatch };
    const { Body } = await use(name, (sdk, client) => client.send(new sdk.GetObjectCommand(input), attempt));
    if (Body instanceof Readable) return Body;
    throw new Error(`S3 has answered no stream for ${name}`);
  }

  /** The hash beside a file, else that of its content. */
  const hashOf = async (name: string, { Metadata, ETag }: HeadObjectCommandOutput): Promise<string> =>
    Metadata?.sha256 ?? (await digestOf(await read(name, undefined, ETag))).hash;

  async function put(
    name: string,
    body: Uint8Array | Readable,
    digest: Digest,
    ifAbsent: boolean,
  ): Promise<Digest> {
    if (digest.size > largest) throw tooLarge(`the file ${name} has more than ${largest} bytes`);
    const input: PutObjectCommandInput = {
      ...place(name),
      Body: body,
      ContentLength: digest.size,
      ChecksumSHA256: Buffer.from(digest.hash, 'hex').toString('base64'),
      Metadata: { sha256: digest.hash },
      ...(ifAbsent ? { IfNoneMatch: '*' } : {}),
    };
    const limits = body instanceof Readable ? {} : attempt;
    await use(name, (sdk, client) => client.send(new sdk.PutObjectCommand(input), limits));
    return digest;
  }

  async function putStream(name: string, content: Content, ifAbsent: boolean): Promise<Digest> {
    const path = temporaryPath();
    catchLater(content);
    try {
      const digest = await writeNewFile(path, content);
      return await put(name, createReadStream(path), digest, ifAbsent);
    } finally {
      await rm(path, { force: true });
    }
  }

  async function* list(beginning: string): AsyncGenerator<FileEntry> {
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

  const files: Files = {
    async read(name, range) {
      if (range === undefined) return read(name);
      checkRange(range);
      return read(name, `bytes=${range.first}-${range.last ?? ''}`);
    },
    async write(name, content, { ifAbsent = false } = {}) {
      checkName(name);
      if (typeof content !== 'string' && !(content instanceof Uint8Array))
        return putStream(name, content, ifAbsent);
      const bytes = typeof content === 'string' ? Buffer.from(content) : content;
      return put(name, bytes, await digestOf(bytes), ifAbsent);
    },
    async stat(name) {
      const found = await head(name);
      const { ContentLength: size = 0, LastModified: modified = new Date(0) } = found;
      return { name, size, modified, hash: await hashOf(name, found) };
    },
    list: (beginning = '') => list(checkPrefix(beginning)),
    async remove(name) {
      const input = place(name);
      await use(name, (sdk, client) => client.send(new sdk.DeleteObjectCommand(input), attempt));
    },
    async compareAndRemove(name, hash) {
      try {
        const found = await head(name);
        if ((await hashOf(name, found)) !== hash) return false;
        const input = { ...place(name), IfMatch: found.ETag };
        await use(name, (sdk, client) => client.send(new sdk.DeleteObjectCommand(input), attempt));
        return true;
      } catch (error) {
        if (isKind(error, 'not-found', 'conflict')) return false;
        throw error;
      }
    },
    localCopy: async (name) => copyToLocal(name, await files.read(name)),
    close,
  };
  return files;
}

type Sdk = typeof import('./s3-sdk.ts');

/** The client of a bucket, made at its first use. */
function clientOf({ bucket, endpoint, region }: S3Address) {
  let opening: Promise<{ sdk: Sdk; client: S3Client }> | undefined;
  const open = async () => {
    const sdk = await import('./s3-sdk.ts');
    const client = new sdk.S3Client({
      // The SDK knows AWS_REGION; other stores than Amazon's mostly want none, but the SDK does.
      ...(endpoint === undefined ? {} : { endpoint, forcePathStyle: true, region: 'us-east-1' }),
      ...(region === undefined ? {} : { region }),
      requestHandler: { connectionTimeout: 2000, socketTimeout: silenceMs, throwOnRequestTimeout: true },
      // Ours is checked instead; the SDK's own would wrap each stream that is read.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
    });
    return { sdk, client };
  };
  return {
    use: <Result>(name: string, work: (sdk: Sdk, client: S3Client) => Promise<Result>): Promise<Result> =>
      waiting('store', async () => {
        opening ??= open();
        const { sdk, client } = await opening;
        return work(sdk, client).catch((error: unknown) => {
          throw fromS3(error, name, bucket);
        });
      }),
    async close() {
      const opened = await opening;
      opening = undefined;
      opened?.client.destroy();
    },
  };
}
