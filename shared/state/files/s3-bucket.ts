import type { S3Client } from '@aws-sdk/client-s3';
import { withWait } from '../../observe/context.ts';
import { checkName } from './names.ts';
import type { S3Address } from './s3-address.ts';
import { fromS3 } from './s3-errors.ts';

type Sdk = typeof import('./s3-sdk.ts');

/** A bucket and the client of its store. */
export interface Bucket extends S3Address {
  /** Where the file of a name is. Throws `invalid` for what is no name. */
  place(name: string): { Bucket: string; Key: string };
  /** Runs a request about a file. The AWS SDK's errors become those of the project. */
  use<Result>(name: string, work: (sdk: Sdk, client: S3Client) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

/** Milliseconds for which a stream may stand still. */
const silenceMs = 60_000;

/** Opens a bucket; the SDK is loaded and its client made at the first use. */
export function openBucket(address: S3Address): Bucket {
  const { bucket, prefix } = address;
  let opening: Promise<{ sdk: Sdk; client: S3Client }> | undefined;
  return {
    ...address,
    place: (name) => ({ Bucket: bucket, Key: prefix + checkName(name) }),
    use: (name, work) =>
      withWait('store', async () => {
        opening ??= connect(address);
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

async function connect({ endpoint, region }: S3Address): Promise<{ sdk: Sdk; client: S3Client }> {
  const sdk = await import('./s3-sdk.ts');
  const client = new sdk.S3Client({
    // The SDK knows AWS_REGION; other stores than Amazon's mostly want no region, but the SDK does.
    ...(endpoint === undefined ? {} : { endpoint, forcePathStyle: true, region: 'us-east-1' }),
    ...(region === undefined ? {} : { region }),
    requestHandler: { connectionTimeout: 2000, socketTimeout: silenceMs, throwOnRequestTimeout: true },
    // Ours is checked instead; the SDK's own would wrap each stream that is read.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
  return { sdk, client };
}
