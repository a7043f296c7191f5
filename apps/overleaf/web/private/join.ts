import { Router } from 'express';
import type { ObjectId } from 'mongodb';
import * as z from 'zod';
import { readResponse } from '#shared/http/client';
import { HttpError } from '#shared/http/errors';
import { parse } from '#shared/parse';
import { idFrom, idText } from '../../ids.ts';
import { findUser } from '../accounts/users.ts';
import { type Access, accessOf, anonymousAccessOf, findProject, isRestricted } from '../guards.ts';
import { ask } from '../neighbours.ts';
import type { Project } from '../project.ts';
import { isWithin } from '../rate-limit.ts';
import { invitesOf } from '../sharing/invites.ts';
import { membersOf } from '../sharing/members.ts';
import type { User } from '../user.ts';
import { needsPassword } from './basic.ts';

const query = z.object({
  user_id: z.union([idText, z.literal('anonymous-user')], 'must be the id of a user or anonymous-user'),
});
const deletedDocs = z.array(z.object({ _id: z.string(), name: z.string() }));

/** Lets real-time open projects for editors. */
export const joinRoutes = Router();

joinRoutes.post('/project/:project/join', needsPassword, async (request, response) => {
  const { user_id } = parse(query, request.query, 'query');
  const project = await findProject(request.params.project);
  const user = user_id === 'anonymous-user' ? null : await findUser(idFrom(user_id, 'user_id'));
  const access = user
    ? accessOf(project, user)
    : anonymousAccessOf(project, request.get('x-sl-anonymous-access-token'));
  if (access.privilege === false) throw new HttpError(403, 'you may not open this project');
  const subject = `${project._id}:${user_id}`;
  if (!(await isWithin('join-project', subject, { max: 45, seconds: 60 })))
    throw new HttpError(429, 'this project is opened too often; try again in a minute');
  response.json({
    project: await joinedProject(project, access, user),
    privilegeLevel: access.privilege,
    isRestrictedUser: isRestricted(access),
  });
});

/** A project as an editor shows it to this person; who reads by a link sees no people. */
async function joinedProject(project: Project, access: Access, user: User | null) {
  const { _id, name, rootDoc_id, rootFolder, publicAccesLevel, compiler, imageName } = project;
  const { spellCheckLanguage, description, trashed, archived } = project;
  const hidesPeople = isRestricted(access);
  const [owner, members, invites, deleted] = await Promise.all([
    findUser(project.owner_ref),
    hidesPeople ? [] : membersOf(project),
    access.privilege === 'owner' ? openInvites(_id) : [],
    ask('docstore', `/project/${_id}/doc-deleted`),
  ]);
  return {
    _id,
    name,
    rootDoc_id,
    rootFolder,
    publicAccesLevel,
    compiler,
    ...(imageName !== undefined && { imageName }),
    spellCheckLanguage,
    description,
    deletedDocs: readResponse(deletedDocs, deleted, 'the deleted documents'),
    owner: hidesPeople ? { _id: project.owner_ref } : shownOwner(owner, project.owner_ref),
    members,
    invites,
    tokens: tokensFor(project, access),
    features: owner?.features ?? {},
    trashed: includes(trashed, user),
    archived: includes(archived, user),
  };
}

const shownOwner = (owner: User | null, _id: ObjectId) => ({
  _id,
  email: owner?.email ?? '',
  first_name: owner?.first_name ?? '',
  last_name: owner?.last_name ?? '',
  privileges: 'owner',
  ...(owner && { signUpDate: owner.signUpDate }),
});

const includes = (ids: ObjectId[], user: User | null): boolean =>
  user !== null && ids.some((id) => id.equals(user._id));

/** The invitations that have not ended, without what they are accepted with. */
const openInvites = async (project: ObjectId) =>
  (await invitesOf(project)).map(({ token: _, ...shown }) => shown);

/** The links that somebody may pass on: all for the owner, else the one for what he may do himself. */
export function tokensFor({ tokens }: Project, { privilege }: Access): object {
  if (tokens === undefined || privilege === false) return {};
  const { readOnly, readAndWrite, readAndWritePrefix } = tokens;
  if (privilege === 'owner') return { readOnly, readAndWrite, readAndWritePrefix };
  return privilege === 'readOnly' ? { readOnly } : { readAndWrite, readAndWritePrefix };
}
