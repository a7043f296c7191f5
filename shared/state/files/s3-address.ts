import { invalid } from '../../errors.ts';
import { checkName } from './names.ts';

/** A place in S3, or in another store with its API. */
export interface S3Address {
  bucket: string;
  /** The beginning of all names in the bucket: empty, or with a slash at its end. */
  prefix: string;
  /** The address of the store; Amazon's own without one. */
  endpoint?: string;
  region?: string;
}

/**
 * Reads an address such as `s3://bucket/folder?endpoint=http://127.0.0.1:9000&region=eu-central-1`; all but the bucket may be
 * absent. Throws `invalid`, also for credentials in the address, which would then be in every log.
 */
export function s3Address(url: string): S3Address {
  if (!URL.canParse(url)) throw unreadable();
  const { hostname, pathname, username, password, port, searchParams } = new URL(url);
  if (username !== '' || password !== '')
    throw invalid('an s3: address has no credentials: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY');
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(hostname) || port !== '')
    throw invalid(`an s3: address is s3://bucket/folder, and ${hostname || 'an empty name'} is no bucket`);
  for (const name of searchParams.keys())
    if (name !== 'endpoint' && name !== 'region')
      throw invalid(`an s3: address may say endpoint and region, and not ${name}`);
  const folder = decoded(pathname).replace(/^\/|\/$/g, '');
  const [endpoint, region] = [searchParams.get('endpoint'), searchParams.get('region')];
  if (endpoint !== null && !/^https?:\/\/[^@]+$/.test(endpoint))
    throw invalid(
      `the endpoint ${withoutCredentials(endpoint)} is no address such as https://s3.example.org`,
    );
  return {
    bucket: hostname,
    prefix: folder === '' ? '' : `${checkName(folder)}/`,
    ...(endpoint === null ? {} : { endpoint }),
    ...(region === null ? {} : { region }),
  };
}

/** An address as it may be shown. */
export const withoutCredentials = (url: string): string => url.replace(/\/\/[^/]*@/, '//...@');

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw unreadable();
  }
}

const unreadable = () => invalid('an s3: address is s3://bucket/folder, and this one cannot be read');
