import type { ObjectId } from 'mongodb';
import { withProjects } from '../db.ts';
import type { Project } from '../project.ts';
import { mayBeRoot, rootPathOf } from '../projects/root-path.ts';
import type { Entry } from '../tree/paths.ts';
import { allTexts } from './resources.ts';

type DocEntry = Extract<Entry, { type: 'doc' }>;

const isDoc = (entry: Entry): entry is DocEntry => entry.type === 'doc';

/**
 * The document with which a compile begins: the one that is asked for, else that of the project, else the one that an import would
 * choose, which becomes that of the project, else `main.tex`, else the only one. Undefined when there is none.
 */
export async function rootDocOf(
  project: Project,
  entries: readonly Entry[],
  wanted: string | undefined,
): Promise<DocEntry | undefined> {
  const docs = entries.filter(isDoc);
  const byId = (id: string | undefined) => docs.find(({ entity }) => entity._id.toHexString() === id);
  const known = byId(wanted) ?? byId(project.rootDoc_id?.toHexString());
  if (known !== undefined) return known;
  const found = await withDocumentClass(project._id, docs);
  if (found !== undefined) {
    await withProjects((projects) =>
      projects.updateOne({ _id: project._id }, { $set: { rootDoc_id: found.entity._id } }),
    );
  }
  return found ?? docs.find(({ path }) => path === '/main.tex') ?? (docs.length === 1 ? docs[0] : undefined);
}

async function withDocumentClass(project: ObjectId, docs: DocEntry[]): Promise<DocEntry | undefined> {
  const texts = await allTexts(project, docs);
  const candidates = docs.flatMap(({ path, entity }) => {
    const text = texts.get(entity._id.toHexString()) ?? '';
    return mayBeRoot(path, text.split('\n')) ? [{ path, size: Buffer.byteLength(text) }] : [];
  });
  const path = rootPathOf(candidates);
  return docs.find((doc) => doc.path === path);
}
