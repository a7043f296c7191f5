import { timingSafeEqual } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import type { ObjectId } from 'mongodb';
import { notFound } from '#shared/errors';
import { idFrom } from '../ids.ts';
import { prefersJson } from './answers.ts';
import { config } from './config.ts';
import { withProjects } from './db.ts';
import { restrictedPage } from './pages/messages.ts';
import type { Project, Tokens } from './project.ts';
import { sessionIn } from './session.ts';
import type { User } from './user.ts';
import { askToLogIn, userIn } from './who.ts';

/** What somebody may do with a project, the most first. */
export const privileges = ['owner', 'readAndWrite', 'readOnly'] as const;
export type Privilege = (typeof privileges)[number];

/** What somebody may do, and why. */
export interface Access {
  privilege: Privilege | false;
  /** Whether it comes from a link and not from the owner's word. */
  isByToken: boolean;
}

const has = (ids: readonly ObjectId[], id: ObjectId): boolean => ids.some((each) => each.equals(id));

/** What a user may do with a project: by membership, as an administrator, or by a link, as long as links are shared. */
export function accessOf(project: Project, { _id, isAdmin }: Pick<User, '_id' | 'isAdmin'>): Access {
  const isShared = project.publicAccesLevel === 'tokenBased';
  if (project.owner_ref.equals(_id)) return { privilege: 'owner', isByToken: false };
  if (has(project.collaberator_refs, _id)) return { privilege: 'readAndWrite', isByToken: false };
  if (isAdmin) return { privilege: 'owner', isByToken: false };
  if (isShared && has(project.tokenAccessReadAndWrite_refs, _id))
    return { privilege: 'readAndWrite', isByToken: true };
  if (has(project.readOnly_refs, _id)) return { privilege: 'readOnly', isByToken: false };
  if (isShared && has(project.tokenAccessReadOnly_refs, _id))
    return { privilege: 'readOnly', isByToken: true };
  return { privilege: false, isByToken: false };
}

/** What somebody without a log-in may do who shows the token of a link. */
export function anonymousAccessOf(project: Project, token: string | undefined): Access {
  const nothing: Access = { privilege: false, isByToken: true };
  const { tokens } = project;
  if (!config.ALLOW_PUBLIC_ACCESS || project.publicAccesLevel !== 'tokenBased' || !tokens || !token)
    return nothing;
  const privilege = privilegeOfToken(tokens, token);
  return privilege === undefined ? nothing : { privilege, isByToken: true };
}

/** What a token gives, compared in constant time; undefined for one that is not the project's. */
export function privilegeOfToken(
  { readOnly, readAndWrite }: Tokens,
  token: string,
): 'readOnly' | 'readAndWrite' | undefined {
  if (isSame(token, readAndWrite)) return 'readAndWrite';
  return isSame(token, readOnly) ? 'readOnly' : undefined;
}

function isSame(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** The project of a request, which a guard has found. */
export const projectIn = ({ locals }: Response): Project => locals.project as Project;

/** What who asks may do with the project. */
export const accessIn = ({ locals }: Response): Access => locals.access as Access;

/** Whether who asks reads only and has come by a link: such people see neither members nor chat. */
export const isRestricted = ({ privilege, isByToken }: Access): boolean =>
  privilege === 'readOnly' && isByToken;

/** A project by its id. Throws `not-found`, and `invalid` for a malformed id. */
export async function findProject(id: unknown): Promise<Project> {
  const _id = idFrom(id, 'the project');
  const project = await withProjects((projects) => projects.findOne({ _id }));
  if (project === null) throw notFound(`there is no project ${_id}`);
  return project;
}

/** Lets only those pass who may do something with the project `:project` of the path. */
const guard =
  (may: (access: Access) => boolean): RequestHandler =>
  async (request, response, next) => {
    const user = userIn(response);
    if (user === undefined && !config.ALLOW_PUBLIC_ACCESS) return askToLogIn(request, response);
    const project = await findProject(request.params.project);
    const access = user ? accessOf(project, user) : anonymousAccessOf(project, tokenOf(request, response));
    if (!may(access)) return user ? refuse(request, response) : askToLogIn(request, response);
    response.locals.project = project;
    response.locals.access = access;
    next();
  };

const tokenOf = (request: Request, response: Response): string | undefined =>
  request.get('x-sl-anonymous-access-token') ??
  sessionIn(response).data.anonymousTokens[String(request.params.project)];

/** Answers somebody who may not do what he asks for. */
export function refuse(request: Request, response: Response): void {
  response.status(403);
  if (prefersJson(request)) response.json({ message: 'restricted' });
  else restrictedPage(response);
}

const canWrite = ({ privilege }: Access): boolean => privilege === 'owner' || privilege === 'readAndWrite';

export const mayRead = guard(({ privilege }) => privilege !== false);
export const mayWrite = guard(canWrite);
/** The settings of a project are for its writers. */
export const maySettings = guard(canWrite);
export const owns = guard(({ privilege }) => privilege === 'owner');
/** The chat and the members of a project are not for those who read by a link. */
export const maySeePeople = guard((access) => access.privilege !== false && !isRestricted(access));
