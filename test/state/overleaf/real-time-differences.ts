type Difference = [why: string, cases: Record<string, string[]>];

/**
 * Cases in which real-time differs from the original on purpose, with the reason, by group. An asterisk at the end of a case stands for
 * any text. A case that agrees with the recording after all is a failure.
 */
const differences: Difference[] = [
  ['logs of events on request are left out', { 'realtime-handshake': ['/debug/events*'] }],
  [
    'a malformed id was looked up, and is refused',
    {
      'realtime-join-project': ['no project id', 'null', 'a text'],
      'realtime-join-doc': ['doc id a number', 'doc id null'],
      'realtime-updates': ['doc id null'],
    },
  ],
  [
    'malformed arguments ended the process, and are refused',
    {
      'realtime-uncaught': ['joinDoc, fromVersion null', 'joinDoc, options null', 'updatePosition null'],
      'realtime-updates': ['update a text', 'update null'],
    },
  ],
  [
    'malformed positions were taken or had no answer, and are refused',
    { 'realtime-cursors': ['position empty', 'position without arguments', 'row a text'] },
  ],
  [
    'an update that cannot be read was queued, and its sender is told what is wrong with it',
    { 'realtime-updates': ['no op', 'op null', 'op a text', 'no version', 'NUL'] },
  ],
  [
    'an update named another document or none, and names the one that it is sent for',
    { 'realtime-updates': ['the doc field is not checked', 'no doc field'] },
  ],
  [
    'an update without meta ended the process, and is delivered',
    { 'realtime-applied-ops': ['an op without source'] },
  ],
];

/** Why a case differs on purpose; undefined when it does not. */
export const reasonOf = (group: string, title: string): string | undefined =>
  differences.find(([, cases]) =>
    cases[group]?.some((each) => (each.endsWith('*') ? title.startsWith(each.slice(0, -1)) : title === each)),
  )?.[0];
