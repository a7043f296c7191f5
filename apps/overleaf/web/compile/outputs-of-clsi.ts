import { forward } from '#shared/http/proxy';
import { services } from '../config.ts';
import type { SendOutput } from './outputs.ts';

const timeoutMs = 60_000;

/** Passes on what the process of clsi has in its folders. */
export const outputsOfClsi: SendOutput = ({ project, user, build, path }, request, response) => {
  const ofBuild = build === undefined ? '' : `/build/${build}`;
  const encoded = path.split('/').map(encodeURIComponent).join('/');
  const url = `${services.clsi}/project/${project}/user/${user}${ofBuild}/output/${encoded}`;
  return forward(request, response, { service: 'clsi', url, timeoutMs, bodyLimit: 0 });
};
