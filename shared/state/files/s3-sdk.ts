// The part of the AWS SDK that `s3.ts` uses. It is loaded with the first use of a bucket, so that services with a folder do
// without it, and lists names, so that the bundle of an action has nothing else of it.
export {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
