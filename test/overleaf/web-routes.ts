import type { Role } from './sharing.ts';

/** Who may use a route: by reading, by reading and seeing people, by writing, or by owning the project. */
export type Right = 'read' | 'see people' | 'write' | 'own';

/** The roles that have a right. */
export const rolesWith: Record<Right, readonly Role[]> = {
  read: ['owner', 'admin', 'writer', 'token writer', 'reader', 'token reader'],
  'see people': ['owner', 'admin', 'writer', 'token writer', 'reader'],
  write: ['owner', 'admin', 'writer', 'token writer'],
  own: ['owner', 'admin'],
};

/**
 * A route of a project, whose beginning `/project/$project` is left out unless the path begins with another word. The status is what
 * those get who may use it: of a request that changes nothing, mostly because it is incomplete. Null is a request that would end
 * something: only those who may not use it send it.
 */
export type Route = [right: Right, method: string, path: string, status: number | null, json?: object];

const unknown = 'f'.repeat(24);

/** Every route of web that belongs to a project without documents. */
export const routes: readonly Route[] = [
  ['read', 'GET', '', 200],
  ['own', 'POST', '/rename', 400],
  ['write', 'POST', '/settings', 204, {}],
  ['read', 'POST', '/archive', 200],
  ['read', 'DELETE', '/archive', 200],
  ['read', 'POST', '/trash', 200],
  ['read', 'DELETE', '/trash', 200],
  ['own', 'DELETE', '', null],
  ['read', 'POST', '/clone', 400],
  ['see people', 'GET', '/members', 200],
  ['own', 'PUT', `/users/${unknown}`, 400, {}],
  ['own', 'DELETE', `/users/${unknown}`, 204],
  ['own', 'POST', '/transfer-ownership', 400],
  ['read', 'POST', '/leave', null],
  ['own', 'POST', '/settings/admin', 204, {}],
  ['own', 'GET', '/invites', 200],
  ['own', 'POST', '/invite', 400, {}],
  ['own', 'DELETE', `/invite/${unknown}`, 404],
  ['own', 'POST', `/invite/${unknown}/resend`, 404],
  ['read', 'GET', '/entities', 200],
  ['write', 'POST', '/doc', 400],
  ['write', 'POST', '/folder', 400],
  ...(['doc', 'file', 'folder'] as const).flatMap((type): Route[] => [
    ['write', 'POST', `/${type}/${unknown}/rename`, 404, { name: 'x.tex' }],
    ['write', 'POST', `/${type}/${unknown}/move`, 404, { folder_id: unknown }],
    ['write', 'DELETE', `/${type}/${unknown}`, 404],
  ]),
  ['write', 'POST', `/doc/${unknown}/restore`, 400],
  ['write', 'POST', '/linked_file', 400],
  ['write', 'POST', `/linked_file/${unknown}/refresh`, 404],
  ['write', 'POST', '/upload', 422],
  ['read', 'GET', `/file/${unknown}`, 404],
  ['read', 'HEAD', `/file/${unknown}`, 404],
  ['read', 'GET', '/download/zip', 200],
  ['read', 'GET', 'project/download/zip?project_ids=$project', 200],
  ['read', 'POST', '/compile', 200, {}],
  ['read', 'POST', '/compile/stop', 200],
  ['read', 'DELETE', '/output', 200],
  ['read', 'GET', '/sync/code', 400],
  ['read', 'GET', '/sync/pdf', 400],
  ['read', 'GET', '/wordcount', 200],
  ['read', 'GET', 'status/compiler/$project', 500],
  ['read', 'GET', '/output/output.pdf', 404],
  ['read', 'GET', '/download/pdf', 404],
  ['read', 'GET', '/output/output.log', 404],
  ['read', 'GET', '/build/0-0/output/output.log', 404],
  ['read', 'GET', `/user/${unknown}/build/0-0/output/output.log`, 404],
  ['read', 'GET', 'download/project/$project/output/output.pdf', 404],
  ['read', 'GET', 'download/project/$project/build/0-0/output/output.pdf', 404],
  ['read', 'GET', '/metadata', 200],
  ['read', 'POST', `/doc/${unknown}/metadata`, 404],
  ['read', 'POST', '/references/index', 200, {}],
  ['read', 'POST', '/references/indexAll', 200, {}],
  ['see people', 'GET', '/messages', 200],
  ['see people', 'POST', '/messages', 400, {}],
  ['see people', 'GET', '/threads', 200],
  ['see people', 'POST', `/thread/${unknown}/messages`, 400, {}],
  ['see people', 'POST', `/thread/${unknown}/messages/${unknown}/edit`, 400, {}],
  ['see people', 'DELETE', `/thread/${unknown}/messages/${unknown}`, 204],
  ['write', 'POST', `/doc/${unknown}/thread/${unknown}/resolve`, 204],
  ['write', 'POST', `/doc/${unknown}/thread/${unknown}/reopen`, 204],
  ['write', 'DELETE', `/doc/${unknown}/thread/${unknown}`, 404],
  ['see people', 'GET', '/ranges', 200],
  ['see people', 'GET', '/changes/users', 200],
  ['write', 'POST', `/doc/${unknown}/changes/accept`, 400, {}],
  ['read', 'GET', '/updates', 200],
  ['read', 'GET', `/doc/${unknown}/diff`, 404],
  ['write', 'POST', `/doc/${unknown}/version/0/restore`, 404],
  ['write', 'POST', `/doc/${unknown}/version/%2e%2e%2frestore/restore`, 400],
];

/** The path of a route for a project. */
export const pathOf = (path: string, project: string): string =>
  path === '' || path.startsWith('/')
    ? `/project/${project}${path}`
    : `/${path.replaceAll('$project', project)}`;
