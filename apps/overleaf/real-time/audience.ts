/** What those may hear who may learn nothing of the other people in a project. */
const forRestricted = new Set([
  'connectionAccepted',
  'otUpdateApplied',
  'otUpdateError',
  'joinDoc',
  'reciveNewDoc',
  'reciveNewFile',
  'reciveNewFolder',
  'removeEntity',
]);

/** What has the links of a project; others than its owner get theirs when they open it. */
const forOwners = new Set(['project:tokens:changed']);

/** Whether an event of a project reaches an editor with these rights. */
export const reaches = (
  event: string,
  { isRestricted, privilege }: { isRestricted: boolean; privilege: string },
): boolean => (!isRestricted || forRestricted.has(event)) && (!forOwners.has(event) || privilege === 'owner');
