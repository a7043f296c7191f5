import { ObjectId } from 'mongodb';
import { withUsers } from './db.ts';
import type { User } from './user.ts';

/** A person as chat, comments and changes show it. */
export interface Person {
  id: ObjectId;
  email: string;
  first_name: string;
  last_name: string;
}

/** A user as other people see him. */
export const personOf = ({ _id, email, first_name, last_name }: User): Person => ({
  id: _id,
  email,
  first_name,
  last_name,
});

/** The people with these ids, each once; texts that are no ids, such as `anonymous-user`, are nobody. */
export async function peopleById(ids: readonly string[]): Promise<Map<string, Person>> {
  const wanted = [...new Set(ids)].filter((id) => ObjectId.isValid(id)).map((id) => new ObjectId(id));
  if (wanted.length === 0) return new Map();
  const found = await withUsers((users) => users.find({ _id: { $in: wanted } }).toArray());
  return new Map(found.map((user) => [user._id.toHexString(), personOf(user)]));
}
