import { notFound } from '#shared/errors';
import { failure } from '#shared/http/client';
import { forward } from '#shared/http/proxy';
import { openStream } from '#shared/http/streams';
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
  const ofBuild = build === undefined ? '' : `/build/${encodeURIComponent(build)}`;
  const encoded = path.split('/').map(encodeURIComponent).join('/');
  return `${services.clsi}/project/${project}/user/${user}${ofBuild}/output/${encoded}`;
}
