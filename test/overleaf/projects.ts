import { type Db, ObjectId } from 'mongodb';

/** Puts a project with documents at its top into a database, and returns its id. */
export async function newProject(
  db: Db,
  owner: ObjectId,
  { docs = [] }: { docs?: { _id: ObjectId; name: string }[] } = {},
): Promise<string> {
  const _id = new ObjectId();
  await db.collection('projects').insertOne({
    _id,
    name: 'project',
    owner_ref: owner,
    collaberator_refs: [],
    readOnly_refs: [],
    tokenAccessReadAndWrite_refs: [],
    tokenAccessReadOnly_refs: [],
    publicAccesLevel: 'private',
    rootFolder: [{ _id: new ObjectId(), name: 'rootFolder', folders: [], docs, fileRefs: [] }],
    version: 0,
    compiler: 'pdflatex',
    spellCheckLanguage: 'en',
    description: '',
    lastUpdated: new Date(),
    active: true,
    archived: [],
    trashed: [],
    deletedDocs: [],
  });
  return _id.toHexString();
}
