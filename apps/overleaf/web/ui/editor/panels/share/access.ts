import * as z from 'zod';
import { createStore } from '../../../../../../../shared/ui/store.ts';
import { ask } from '../../../parts/api.ts';
import { metaText } from '../../../parts/metas.ts';
import { person } from '../../../parts/person.ts';
import { onEvent } from '../../live.ts';
import { client, privilegeStore, projectId } from '../../project.ts';

const level = z.enum(['readOnly', 'readAndWrite']);
/** What somebody may do who does not own the project. */
export type Level = z.output<typeof level>;

const withLevel = z.object({ privileges: level });
const member = z.intersection(person, withLevel);
const invite = z.object({ _id: z.string(), email: z.string(), privileges: level });
const tokens = z.object({ readOnly: z.string().optional(), readAndWrite: z.string().optional() });
const access = z.object({
  publicAccesLevel: z.enum(['private', 'tokenBased']).catch('private'),
  owner: person,
  members: z.array(member),
  invites: z.array(invite),
  tokens,
});

export type Member = z.output<typeof member>;
export type Invite = z.output<typeof invite>;
/** Who has access to the project, and how others get it. */
export type Access = z.output<typeof access>;

export const accessStore = createStore<Access | undefined>(undefined);

/** Whether this person reads by a link, and so sees neither people nor chat. */
export const isRestrictedStore = createStore(true);

/** This person; empty without an account. */
export const ownId = metaText('ol-user_id');

/** In the words of the page. */
export const levelWords: Record<Level, string> = { readAndWrite: 'Can edit', readOnly: 'Can view' };

onEvent('joined', ([project]) => {
  const joined = access.parse(project);
  accessStore.set(joined);
  isRestrictedStore.set(joined.owner.email === '');
});

const update = (change: Partial<Access>): void =>
  accessStore.set((before) => before && { ...before, ...change });

// Nothing more may be asked; the server ends the connection.
onEvent('userRemovedFromProject', ([id]) => {
  if (id === ownId) accessStore.set(undefined);
});

const changed = z.object({ members: z.boolean().optional(), invites: z.boolean().optional() });

onEvent('project:membership:changed', ([what]) => {
  if (accessStore.get() === undefined) return;
  const { members, invites } = changed.safeParse(what).data ?? {};
  if (members) loadMembers().catch(() => client.disconnect());
  if (invites && privilegeStore.get() === 'owner') loadInvites().catch(() => client.disconnect());
});

/** Who has got another role opens the project anew with it. */
async function loadMembers(): Promise<void> {
  const list = z.object({ members: z.array(member) });
  const { members } = await ask(list, 'GET', `/project/${projectId}/members`);
  const roleIn = (all: Member[] = []) => all.find(({ id }) => id === ownId)?.privileges;
  const isChanged = roleIn(members) !== roleIn(accessStore.get()?.members);
  update({ members });
  if (isChanged) client.disconnect();
}

async function loadInvites(): Promise<void> {
  const list = z.object({ invites: z.array(invite) });
  update(await ask(list, 'GET', `/project/${projectId}/invites`));
}

onEvent('project:publicAccessLevel:changed', ([what]) => {
  const { data } = z.object({ newAccessLevel: access.shape.publicAccesLevel }).safeParse(what);
  if (data !== undefined) update({ publicAccesLevel: data.newAccessLevel });
});

onEvent('project:tokens:changed', ([what]) => {
  const { data } = z.object({ tokens }).safeParse(what);
  if (data !== undefined) update(data);
});
