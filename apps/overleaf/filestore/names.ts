import * as z from 'zod';
import { parse } from '#shared/parse';
import { idText } from '../ids.ts';

const ofProject = z.object({ project: idText, file: idText });
const ofTemplate = z.object({
  template: idText,
  version: z.string().regex(/^\d+$/, 'must be a number'),
  format: z.string().regex(/^[a-z0-9]+$/, 'must be lower-case letters and digits'),
  sub: z
    .string()
    .regex(/^[a-z0-9-]+$/, 'must be lower-case letters, digits and hyphens')
    .exactOptional(),
});
const inBucket = z.object({
  bucket: z.enum(['user_files', 'template_files', 'public_files']),
  key: z.array(z.string()),
});

const path = 'the path';

/** The beginning of the names of the files of a project. Its slash keeps it apart from a project whose id begins with this one. */
export const projectPrefix = (params: object): string =>
  `user_files/${parse(ofProject.pick({ project: true }), params, path).project}/`;

/** The name of a file of a project. */
export function userFile(params: object): string {
  const { project, file } = parse(ofProject, params, path);
  return `user_files/${project}/${file}`;
}

/** The name of a file of a project that everybody may read. */
export function publicFile(params: object): string {
  const { project, file } = parse(ofProject, params, path);
  return `public_files/${project}/${file}`;
}

/** The name of a file of a version of a template. */
export function templateFile(params: object): string {
  const { template, version, format, sub } = parse(ofTemplate, params, path);
  return ['template_files', template, 'v', version, format, sub]
    .filter((part) => part !== undefined)
    .join('/');
}

/** The name of any file, as a bucket and a key. */
export function rawFile(params: object): string {
  const { bucket, key } = parse(inBucket, params, path);
  return [bucket, ...key].join('/');
}
