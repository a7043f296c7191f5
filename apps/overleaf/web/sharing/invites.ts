import { randomBytes } from 'node:crypto';
import { ObjectId } from 'mongodb';
import { notFound } from '#shared/errors';
import { sendMail } from '../accounts/mail.ts';
import { type Invite, withInvites, withUsers } from '../db.ts';
import { publish } from '../events.ts';
import { ask } from '../neighbours.ts';
import type { Project } from '../project.ts';
import type { User } from '../user.ts';
import { addMember, type Level } from './membership.ts';

const lifetimeMs = 30 * 24 * 3600 * 1000;

const notificationKey = ({ _id }: Pick<Invite, '_id'>): string => `project-invite-${_id}`;

/** Invites somebody to a project: by mail, and by a notification when the address has an account. */
export async function invite(
  project: Project,
  sender: User,
  email: string,
  privileges: Level,
  site: string,
): Promise<Invite> {
  const now = new Date();
  const invited: Invite = {
    _id: new ObjectId(),
    email,
    token: randomBytes(24).toString('hex'),
    sendingUserId: sender._id,
    projectId: project._id,
    privileges,
    createdAt: now,
    expires: new Date(now.getTime() + lifetimeMs),
  };
  await withInvites((invites) => invites.insertOne(invited));
  await tell(project, sender, invited, site);
  await publish(project._id, 'project:membership:changed', { invites: true });
  return invited;
}

/** Tells the invited person. */
export async function tell(project: Project, sender: User, invited: Invite, site: string): Promise<void> {
  const link = `${site}/project/${project._id}/invite/token/${invited.token}`;
  const by = `${sender.first_name} ${sender.last_name}`.trim() || sender.email;
  const subject = `“${project.name}” - shared by ${by}`;
  const text = `${by} (${sender.email}) invites you to the project “${project.name}”.\n\nOpen it: ${link}\n`;
  const account = await withUsers((users) => users.findOne({ email: invited.email }));
  if (account !== null) {
    await ask('notifications', `/user/${account._id}`, {
      method: 'POST',
      json: {
        key: notificationKey(invited),
        templateKey: 'notification_project_invite',
        messageOpts: {
          userName: by,
          projectName: project.name,
          projectId: project._id,
          token: invited.token,
        },
        expires: invited.expires,
      },
    });
  }
  await sendMail({ to: invited.email, subject, text });
}

/** The invitations to a project that have not ended. */
export const invitesOf = (projectId: ObjectId): Promise<Invite[]> =>
  withInvites((invites) =>
    invites
      .find({ projectId, expires: { $gt: new Date() } })
      .sort({ createdAt: 1 })
      .toArray(),
  );

/** An invitation to a project. Throws `not-found`. */
export async function findInvite(
  projectId: ObjectId,
  by: { _id: ObjectId } | { token: string },
): Promise<Invite> {
  const found = await withInvites((invites) =>
    invites.findOne({ ...by, projectId, expires: { $gt: new Date() } }),
  );
  if (found === null) throw notFound('there is no such invitation, or it has ended');
  return found;
}

/** Takes an invitation back. */
export async function revoke({ _id, projectId }: Invite): Promise<void> {
  await withInvites((invites) => invites.deleteOne({ _id }));
  await clearNotification({ _id });
  await publish(projectId, 'project:membership:changed', { invites: true });
}

/** Makes a user a member by an invitation, which is used up by that; both people become contacts of each other. */
export async function accept(
  { _id, projectId, privileges, sendingUserId }: Invite,
  user: User,
): Promise<void> {
  const { deletedCount } = await withInvites((invites) => invites.deleteOne({ _id }));
  if (deletedCount === 0) throw notFound('this invitation was accepted or taken back already');
  await addMember(projectId, user._id, privileges);
  await ask('contacts', `/user/${sendingUserId}/contacts`, {
    method: 'POST',
    json: { contact_id: user._id },
  });
  await clearNotification({ _id });
  await publish(projectId, 'project:membership:changed', { invites: true, members: true });
}

const clearNotification = (invited: Pick<Invite, '_id'>) =>
  ask('notifications', `/key/${notificationKey(invited)}`, { method: 'DELETE' });
