import type { Difference } from './difference.ts';

/** What web answers on purpose in another way than the original, where projects, who may see them, and compiles are concerned. */
export const webProjects: Difference[] = [
  [
    400,
    'values outside a closed list were 500, or stored',
    {
      'web-projects': ['settings: bad compiler', 'settings: bad language', 'settings/admin: nonsense'],
      'web-access': ['invite: bad privilege'],
    },
  ],
  [400, 'a name that is no text was 500', { 'web-projects': ['rename 7'] }],
  [400, 'malformed ids were not found', { 'web-projects': ['malformed id', 'malformed id as JSON'] }],
  [200, 'the last name of a person without one was left out', { 'web-access': ['members, with one'] }],
  [200, 'the group of the compile is named in any case', { 'web-compile': ['too soon'] }],
  [200, 'there is one clsi, which has no id', { 'web-compile': ['compile without a doc'] }],
  [200, 'HEAD of a file of a build was 404', { 'web-compile': ['a log of the build'] }],
  [
    400,
    'numbers and paths that cannot be read were 500',
    { 'web-compile': ['sync from code, bad line', 'sync from pdf, bad', 'sync path traversal'] },
  ],
  [
    200,
    'only numbers with decimals and paths without a dot passed',
    { 'web-compile': ['sync from pdf', 'sync from code, path as TeX has it'] },
  ],
  [200, 'only ./main.tex was found in a PDF', { 'web-compile': ['sync from code'] }],
  [200, 'the synctex of TeX Live takes the nearest line', { 'web-compile': ['sync from pdf with decimals'] }],
];

/** What editors hear in place of what they heard from the original: why, the events, and the cases by group. */
export const webProjectEvents: [why: string, events: unknown[][], cases: Record<string, string[]>][] = [
  ['blanks around names are trimmed', [['projectNameUpdated', 'r']], { 'web-projects': ['rename " r "'] }],
  [
    'editors of a deleted project learn it',
    [['projectRenamedOrDeletedByExternalSource']],
    { 'web-projects': ['delete'] },
  ],
  [
    'real-time asks again what everybody may do',
    [['project:membership:changed', { members: true }]],
    { 'web-access': ['transfer'] },
  ],
];
