import type { ObjectId } from 'mongodb';
import { withUsers } from '../db.ts';
import type { Project } from '../project.ts';

/** Those whom the owner has invited to a project, writers first; not those who came by a link. */
export async function membersOf({ collaberator_refs, readOnly_refs }: Project) {
  const ids = [...collaberator_refs, ...readOnly_refs];
  const found = await withUsers((users) => users.find({ _id: { $in: ids } }).toArray());
  const shown = (ids: ObjectId[], privileges: 'readAndWrite' | 'readOnly') =>
    ids.flatMap((id) => {
      const user = found.find(({ _id }) => _id.equals(id));
      if (user === undefined) return [];
      const { _id, email, first_name, last_name, signUpDate } = user;
      return [{ _id, email, first_name, last_name, privileges, signUpDate }];
    });
  return [...shown(collaberator_refs, 'readAndWrite'), ...shown(readOnly_refs, 'readOnly')];
}
