import type { Difference } from './difference.ts';

/** What filestore answers on purpose in another way than the original. */
export const filestore: Difference[] = [
  [
    206,
    'a part of a file was 200 without its place in the file, the last bytes were none',
    {
      'filestore-ranges': [
        'range bytes=0-8',
        'range bytes=4-10',
        'range bytes=4-',
        'range bytes=-5',
        'range bytes=0-0',
        'range bytes=0-100',
        'range bytes=0-2000000000',
      ],
      'filestore-big': ['a part of it'],
    },
  ],
  [416, 'a part that is not there was nothing', { 'filestore-ranges': ['range bytes=30-40'] }],
  [200, 'of several parts the first one was sent', { 'filestore-ranges': ['range bytes=0-1,4-5'] }],
  [200, 'a copy onto itself emptied the file', { 'filestore-copy': ['after it'] }],
  [
    400,
    'a malformed key or body was 500, or taken for a key',
    {
      'filestore-copy': [
        'no source',
        'no body',
        'source without ids',
        'broken json',
        'copy to a malformed id',
      ],
      'filestore-templates': ['version not a number', 'malformed template id'],
    },
  ],
  [400, 'what cannot be converted was 500', { 'filestore-conversions-off': ['get with *'] }],
  [404, 'public files are always there', { 'filestore-without-public-store': ['public GET', 'public HEAD'] }],
  [200, 'public files are always there', { 'filestore-without-public-store': ['public POST', 'public PUT'] }],
  [204, 'public files are always there', { 'filestore-without-public-store': ['public DELETE'] }],
  [
    200,
    'the health check lists files instead of reading one that has to be there',
    { 'filestore-without-public-store': ['health check, configured file missing'] },
  ],
];
