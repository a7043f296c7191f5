import { type Db, type IndexDescription, MongoClient } from 'mongodb';
import type { Form } from '#shared/app/addresses';
import { nameIn } from '#shared/app/needs';

/** The indexes of each collection. */
const indexes: Record<string, IndexDescription[]> = {
  users: [
    { key: { email: 1 }, unique: true },
    { key: { isFirstAdmin: 1 }, unique: true, sparse: true },
  ],
  tokens: [{ key: { token: 1, use: 1 }, unique: true }],
  deletedUsers: [{ key: { 'deleterData.deletedUserId': 1 }, unique: true }],
  projects: [
    { key: { owner_ref: 1 } },
    { key: { collaberator_refs: 1 } },
    { key: { readOnly_refs: 1 } },
    { key: { tokenAccessReadAndWrite_refs: 1 } },
    { key: { tokenAccessReadOnly_refs: 1 } },
    { key: { 'tokens.readOnly': 1 }, unique: true, sparse: true },
    { key: { 'tokens.readAndWritePrefix': 1 }, unique: true, sparse: true },
  ],
  projectInvites: [{ key: { projectId: 1 } }, { key: { expires: 1 }, expireAfterSeconds: 0 }],
  deletedProjects: [
    { key: { 'deleterData.deletedProjectId': 1 }, unique: true },
    // 90 days.
    { key: { 'deleterData.deletedAt': 1 }, expireAfterSeconds: 90 * 24 * 3600 },
  ],
  docs: [{ key: { project_id: 1 } }, { key: { project_id: 1, deleted: 1, deletedAt: -1 } }],
  docOps: [{ key: { doc_id: 1 }, unique: true }],
  contacts: [{ key: { user_id: 1 }, unique: true }],
  tags: [{ key: { user_id: 1, name: 1 }, unique: true }],
  rooms: [{ key: { project_id: 1, thread_id: 1 }, unique: true }],
  messages: [{ key: { room_id: 1, timestamp: -1 } }],
  spellingPreferences: [{ key: { token: 1 }, unique: true }],
  docHistory: [
    { key: { doc_id: 1, v: 1 }, unique: true },
    { key: { project_id: 1, 'meta.end_ts': -1 } },
    { key: { expiresAt: 1 }, expireAfterSeconds: 0 },
  ],
  projectHistoryMetaData: [{ key: { project_id: 1 }, unique: true }],
  notifications: [
    { key: { user_id: 1, key: 1 }, unique: true },
    { key: { key: 1 } },
    { key: { expires: 1 }, expireAfterSeconds: 0 },
  ],
};

/** Creates all indexes in a database, and returns the number of collections. */
export async function createIndexes(db: Db): Promise<number> {
  for (const [name, each] of Object.entries(indexes)) await db.collection(name).createIndexes(each);
  return Object.keys(indexes).length;
}

/** Creates the collections of Overleaf with their indexes; what is there already stays as it is. */
export async function seed(mongoUrl: string, form: Form, report: (line: string) => void): Promise<void> {
  const client = new MongoClient(mongoUrl);
  try {
    const count = await createIndexes(client.db(nameIn(form, 'sharelatex')));
    report(`${form}: ${count} collections`);
  } finally {
    await client.close();
  }
}
