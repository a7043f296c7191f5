import { notFound } from '#shared/errors';
import { failure } from '#shared/http/client';
import { forward } from '#shared/http/proxy';
import { openStream } from '#shared/http/streams';
import { isBuild } from '../../clsi/builds.ts';
import { isPlain } from '../../clsi/output-files.ts';
import { encodedPath } from '../../clsi/places.ts';
import { services } from '../config.ts';
import type { OpenOutput, SendOutput, WantedOutput } from './outputs.ts';

const timeoutMs = 60_000;

/** Passes on what the process of clsi has in its folders. */
export const outputsOfClsi: SendOutput = (wanted, request, response) =>
  forward(request, response, { service: 'clsi', url: urlOf(wanted), timeoutMs, bodyLimit: 0 });

/** Opens what the process of clsi has in its folders. */
export const openOutputOfClsi: OpenOutput = async (wanted) => {
  const response = await openStream(urlOf(wanted), { silentMs: timeoutMs });
  const { statusCode: status = 0, headers } = response;
  if (status === 200) return response;
  response.destroy();
  if (status === 404)
    throw notFound(`there is no file ${wanted.path} of a compile: compile the project first`);
  throw failure('clsi', { status, headers, text: '' });
};

function urlOf({ project, user, build, path }: WantedOutput): string {
  // A URL with `..` in it would lead to the files of another project.
  if (!isPlain(path) || (build !== undefined && !isBuild(build)))
    throw notFound(`there is no file ${path} in this build`);
  const ofBuild = build === undefined ? '' : `/build/${build}`;
  return `${services.clsi}/project/${project}/user/${user}${ofBuild}/output/${encodedPath(path)}`;
}
