import type { Difference } from './difference.ts';

/** What spelling answers on purpose in another way than the original. */
export const spelling: Difference[] = [
  [
    400,
    'a language without a dictionary was 500',
    { 'spelling-check': ['unknown language', 'language with odd characters', 'language a number'] },
  ],
];
