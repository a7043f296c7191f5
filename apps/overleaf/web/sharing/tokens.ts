import { randomInt } from 'node:crypto';
import type { ObjectId } from 'mongodb';
import { withProjects } from '../db.ts';
import { publish } from '../events.ts';
import type { Project, Tokens } from '../project.ts';

const consonants = 'bcdfghjkmnpqrstvwxyz';
const digits = '123456789';

const random = (letters: string, length: number): string =>
  Array.from({ length }, () => letters[randomInt(letters.length)]).join('');

/** The secrets of the links to a project: 12 consonants to read, 10 digits and 12 consonants to write. */
function newTokens(): Tokens {
  const readAndWritePrefix = random(digits, 10);
  return {
    readOnly: random(consonants, 12),
    readAndWrite: readAndWritePrefix + random(consonants, 12),
    readAndWritePrefix,
  };
}

/** Switches the links to a project on or off. Off, whoever came by one has no access; on again, the links are the same. */
export async function setPublicAccess(
  project: Project,
  publicAccesLevel: Project['publicAccesLevel'],
): Promise<void> {
  const { _id } = project;
  const tokens = newTokens();
  const { modifiedCount } =
    publicAccesLevel === 'tokenBased'
      ? await withProjects((projects) =>
          projects.updateOne({ _id, tokens: { $exists: false } }, { $set: { tokens } }),
        )
      : { modifiedCount: 0 };
  await withProjects((projects) => projects.updateOne({ _id }, { $set: { publicAccesLevel } }));
  await publish(_id, 'project:publicAccessLevel:changed', { newAccessLevel: publicAccesLevel });
  if (modifiedCount > 0) await publish(_id, 'project:tokens:changed', { tokens });
}

/** The project to which a token leads, while its links are on. */
export async function projectOfToken(
  kind: 'readOnly' | 'readAndWrite',
  token: string,
): Promise<Project | null> {
  const prefix = /^[1-9]+/.exec(token)?.[0] ?? '';
  const filter = kind === 'readOnly' ? { 'tokens.readOnly': token } : { 'tokens.readAndWritePrefix': prefix };
  return withProjects((projects) => projects.findOne({ ...filter, publicAccesLevel: 'tokenBased' }));
}

/** Lets a user who has come by a link into a project. */
export async function grant(
  project: ObjectId,
  user: ObjectId,
  kind: 'readOnly' | 'readAndWrite',
): Promise<void> {
  const list = kind === 'readOnly' ? 'tokenAccessReadOnly_refs' : 'tokenAccessReadAndWrite_refs';
  await withProjects((projects) => projects.updateOne({ _id: project }, { $addToSet: { [list]: user } }));
}
