import type { Difference } from './difference.ts';

/** What web answers on purpose in another way than the original, where the trees of projects are concerned. */
export const webTree: Difference[] = [
  [400, 'a name that is no text was 500', { 'web-projects': ['new: name 5'] }],
  [
    400,
    'malformed and missing ids were not found',
    { 'web-tree': ['add doc to a malformed folder', 'move without a folder'] },
  ],
  [404, 'an unknown file was 500', { 'web-tree': ['an unknown file'] }],
  [422, 'a file without a name was called "undefined"', { 'web-tree': ['upload without a file name'] }],
  [200, 'there is no file "undefined"', { 'web-tree': ['entities after all'] }],
  [400, 'the root folder could be deleted', { 'web-root-folder': ['delete the root folder'] }],
  [200, 'the process of the original ended', { 'web-root-folder': ['entities'] }],
];

/** Cases that are no requests, or that other tests make. */
export const webTreeLeft: [why: string, cases: Record<string, string[]>][] = [
  ['a look into the database', { 'web-projects': ['the project in the database'] }],
];
