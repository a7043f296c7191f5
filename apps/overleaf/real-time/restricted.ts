const events = new Set([
  'connectionAccepted',
  'otUpdateApplied',
  'otUpdateError',
  'joinDoc',
  'reciveNewDoc',
  'reciveNewFile',
  'reciveNewFolder',
  'removeEntity',
]);

/** Whether an event also reaches those who may learn nothing of the other people in the project. */
export const reachesRestricted = (event: string): boolean => events.has(event);
