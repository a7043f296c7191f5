import { ObjectId } from 'mongodb';
import type { DeployedForm } from '#test/harness/forms';
import { type Person, register, withDatabase } from '#test/overleaf/accounts';

/** A project of a world, with what its operations have made in it. */
export interface KnownProject {
  id: string;
  owner: Person;
  /** The first one is the root. */
  folders: string[];
  docs: string[];
}

/** Some people and what is theirs, by the ids of one form. */
export interface World {
  deployed: DeployedForm;
  people: Person[];
  projects: KnownProject[];
  tags: [owner: Person, id: string][];
  invites: [project: KnownProject, id: string][];
}

/** Registers the people of a world; `name` is part of their addresses. */
export async function newWorld(deployed: DeployedForm, name: string, people: number): Promise<World> {
  const world: World = { deployed, people: [], projects: [], tags: [], invites: [] };
  for (let who = 0; who < people; who += 1)
    world.people.push(await register(deployed.url, { email: `${who}-${name}@example.org` }));
  return world;
}

const found = ({ form }: DeployedForm, collection: string, id: string) =>
  withDatabase(form, (db) => db.collection(collection).findOne({ _id: new ObjectId(id) }));

/** What the database of a form has of a project. */
export const recordOf = (deployed: DeployedForm, project: string) => found(deployed, 'projects', project);

/** What the database of a form has of an invitation. */
export const inviteOf = (deployed: DeployedForm, invite: string) => found(deployed, 'projectInvites', invite);

/** Adds a project that has been made to a world. */
export async function remember({ deployed, projects }: World, owner: Person, id: string): Promise<void> {
  const [root] = (await recordOf(deployed, id))?.rootFolder ?? [];
  const ids = (list: { _id: ObjectId }[] = []): string[] => list.map(({ _id }) => _id.toHexString());
  projects.push({ id, owner, folders: [...ids([root]), ...ids(root.folders)], docs: ids(root.docs) });
}

/** What MongoDB has of a world, by collection. */
export function storedOf({ deployed, people, projects }: World): Promise<Record<string, unknown[]>> {
  const [texts, users] = [people.map(({ id }) => id), people.map(({ id }) => new ObjectId(id))];
  const ids = projects.map(({ id }) => new ObjectId(id));
  const ofProjects = { project_id: { $in: ids } };
  const named: [collection: string, filter: object, left?: Record<string, 0>][] = [
    ['users', { _id: { $in: users } }, { hashedPassword: 0, loginCount: 0, lastLoginIp: 0 }],
    ['projects', { owner_ref: { $in: users } }],
    ['deletedProjects', { 'deleterData.deletedProjectId': { $in: ids } }],
    ['docs', ofProjects],
    ['docHistory', ofProjects],
    ['projectInvites', { projectId: { $in: ids } }],
    ['rooms', ofProjects],
    ['tags', { user_id: { $in: texts } }],
    ['contacts', { user_id: { $in: users } }],
    ['notifications', { user_id: { $in: users } }],
  ];
  return withDatabase(deployed.form, async (db) => {
    const stored: Record<string, unknown[]> = {};
    for (const [name, filter, projection = {}] of named)
      stored[name] = await db.collection(name).find(filter, { projection }).toArray();
    const rooms = (stored.rooms ?? []).map((room) => Object(room)._id);
    stored.messages = await db
      .collection('messages')
      .find({ room_id: { $in: rooms } })
      .toArray();
    return stored;
  });
}
