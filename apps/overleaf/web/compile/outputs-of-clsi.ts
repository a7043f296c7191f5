import { notFound } from '#shared/errors';
import { failure } from '#shared/http/client';
import { HttpError } from '#shared/http/errors';
import { forward } from '#shared/http/proxy';
import { openStream } from '#shared/http/streams';
import { isBuild } from '../../clsi/builds.ts';
import { isPlain, noOutput } from '../../clsi/output-files.ts';
import { encodedPath } from '../../clsi/places.ts';
import { services } from '../config.ts';
import { sendError } from '../send-error.ts';
import type { OpenOutput, SendOutput, WantedOutput } from './outputs.ts';

const timeoutMs = 60_000;

/** Passes on what the process of clsi has in its folders. */
export const outputsOfClsi: SendOutput = (wanted, request, response) =>
  forward(request, response, {
    service: 'clsi',
    url: urlOf(wanted),
    timeoutMs,
    bodyLimit: 0,
    refuse: (status) => (status === 404 ? new HttpError(404, noOutput(wanted.path)) : undefined),
    fail: (_response, status, text) => sendError(response, status, text, undefined),
  });

/** Opens what the process of clsi has in its folders. */
export const openOutputOfClsi: OpenOutput = async (wanted) => {
  const response = await openStream(urlOf(wanted), { silentMs: timeoutMs });
  const { statusCode: status = 0, headers } = response;
  if (status === 200) return response;
  response.destroy();
  if (status === 404) throw notFound(noOutput(wanted.path));
  throw failure('clsi', { status, headers, text: '' });
};

function urlOf({ project, user, build, path }: WantedOutput): string {
  // A URL with `..` in it would lead to the files of another project.
  if (!isPlain(path) || (build !== undefined && !isBuild(build))) throw notFound(noOutput(path));
  const ofBuild = build === undefined ? '' : `/build/${build}`;
  return `${services.clsi}/project/${project}/user/${user}${ofBuild}/output/${encodedPath(path)}`;
}
