import assert from 'node:assert/strict';
import { after } from 'node:test';
import { type Document, MongoClient, ObjectId } from 'mongodb';
import type { Form } from '#shared/app/addresses';
import { nameIn } from '#shared/app/needs';
import { assertSame } from './compare.ts';
import type { Names } from './names.ts';
import type { After } from './recording.ts';

let client: MongoClient | undefined;
after(() => client?.close());

/** Asserts that the database of a form holds the recorded documents, except those with the ids in `without`; members in `ignored` are not compared. Other tests use the same collections, so it may hold more. */
export async function assertStored(
  { mongo = {} }: After,
  { form, names, without, ignored = [] }: { form: Form; names: Names; without: string[]; ignored?: string[] },
): Promise<void> {
  client ??= new MongoClient(process.env.MONGO_URL ?? '');
  const db = client.db(nameIn(form, 'sharelatex'));
  for (const [collection, documents] of Object.entries(mongo)) {
    for (const expected of documents.filter(({ _id }) => !without.includes(Object(_id).$oid))) {
      const found = await db.collection(collection).find(keyOf(expected, names)).toArray();
      assert.equal(found.length, 1, `${collection} has one document like ${JSON.stringify(expected)}`);
      const compared = Object.entries(found[0] ?? {}).filter(([name]) => !ignored.includes(name));
      assertSame(Object.fromEntries(compared), expected, names, collection);
    }
  }
}

/** The members of a document that identify it: its ids, its token, its key and its version, as far as they are known. */
function keyOf(document: Record<string, unknown>, names: Names): Document {
  return Object.fromEntries(
    Object.entries(document).flatMap(([name, value]) => {
      const id = (value as { $oid?: string } | null)?.$oid;
      if (id !== undefined && !names.isUnbound(id)) return [[name, new ObjectId(names.valueOf(id))]];
      if (name === 'token') return [[name, names.filled(value)]];
      return name === 'key' || name === 'v' ? [[name, value]] : [];
    }),
  );
}
