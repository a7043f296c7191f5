import { conflict, deadlineExceeded, notFound, tooLarge, unavailable } from '../../errors.ts';
import { isNetworkError } from '../store.ts';
import { outOfRange } from './names.ts';

/** The error of the project's list for one of the AWS SDK's, which are told by their names; others stay as they are. */
export function fromS3(error: unknown, name: string, bucket: string): unknown {
  if (!(error instanceof Error)) return error;
  const status = statusOf(error);
  if (error.name === 'NoSuchBucket') return unavailable(`there is no bucket ${bucket}`, error);
  if (error.name === 'CredentialsProviderError')
    return unavailable('S3 needs credentials: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY', error);
  if (error.name === 'TimeoutError') return deadlineExceeded(`S3 did not answer in time for ${name}`, error);
  if (status === 404) return notFound(`there is no file ${name}`);
  if (status === 416) return outOfRange(name);
  if (status === 409 || status === 412) return conflict(`the file ${name} is not as the request wants it`);
  if (error.name === 'EntityTooLarge') return tooLarge(`the file ${name} is too large for S3`, error);
  if (status === undefined && !isNetworkError(error)) return error;
  return unavailable(`S3 does not work: ${error.name} for ${name || bucket}`, error);
}

function statusOf(error: Error): number | undefined {
  const metadata: unknown = '$metadata' in error ? error.$metadata : undefined;
  const status: unknown = Object(metadata).httpStatusCode;
  return typeof status === 'number' ? status : undefined;
}
