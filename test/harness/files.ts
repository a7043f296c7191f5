import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, afterEach, beforeEach, describe } from 'node:test';
import { pathToFileURL } from 'node:url';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { s3Credentials } from '#compose/local/components/s3';
import type { Files } from '#shared/state/files/files';
import { openFiles } from '#shared/state/files/open-files';
import { s3Address } from '#shared/state/files/s3-address';

const { S3_URL } = process.env;
// A server of one's own has its credentials in the environment already.
if (!process.env.AWS_ACCESS_KEY_ID) Object.assign(process.env, s3Credentials);

/** Files for one test, empty at its beginning, and a way to put one there that is not ours. */
export interface FilesOfTest {
  files: Files;
  url: string;
  putFromOutside(name: string, content: string | Uint8Array): Promise<void>;
}

/** Describes what every driver of files does: the body runs once for each, with a function that gives the empty files. */
export function describeFiles(name: string, body: (use: () => FilesOfTest) => void): void {
  describe(`${name}: a folder`, () => {
    let folder: string;
    let own: FilesOfTest;
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), 'diptych-files-'));
      const url = pathToFileURL(folder).href;
      own = {
        files: openFiles(url),
        url,
        async putFromOutside(file, content) {
          mkdirSync(dirname(join(folder, file)), { recursive: true });
          writeFileSync(join(folder, file), content);
        },
      };
    });
    afterEach(async () => {
      await own.files.close();
      rmSync(folder, { recursive: true, force: true });
    });
    body(() => own);
  });

  describe(`${name}: S3`, { skip: !S3_URL && 'needs a server of S3: npm test -- state' }, () => {
    let own: FilesOfTest;
    const { bucket, endpoint = '', region = 'us-east-1' } = s3Address(S3_URL || 's3://none');
    const client = new S3Client({ endpoint, region, forcePathStyle: true });
    beforeEach(() => {
      const folder = `test-${randomUUID()}`;
      const url = String(S3_URL).replace(bucket, `${bucket}/${folder}`);
      own = {
        files: openFiles(url),
        url,
        async putFromOutside(file, content) {
          await client.send(
            new PutObjectCommand({ Bucket: bucket, Key: `${folder}/${file}`, Body: content }),
          );
        },
      };
    });
    afterEach(() => own.files.close());
    after(() => client.destroy());
    body(() => own);
  });
}

/** The content of a file as text. */
export const readText = async (files: Files, name: string): Promise<string> => text(await files.read(name));

/** The names of all files that begin with a prefix. */
export async function namesIn(files: Files, prefix?: string): Promise<string[]> {
  const names: string[] = [];
  for await (const { name } of files.list(prefix)) names.push(name);
  return names;
}
