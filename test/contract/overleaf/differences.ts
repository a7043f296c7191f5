/** Cases in which we answer something else than the original on purpose: the new status, the reason, and the cases by group. */
export type Difference = [status: number, why: string, cases: Record<string, string[]>];

/** By service. A case that agrees with the recording after all is a failure. */
export const differences: Record<string, Difference[]> = {
  contacts: [
    [
      400,
      'a malformed id or body was 500, in part after one side had been written',
      {
        'contacts-bad-input': [
          'malformed contact',
          'number',
          'object',
          'broken json',
          'malformed user',
          'malformed user, add',
        ],
      },
    ],
    [
      400,
      'what the driver takes for an id, but is none, was stored',
      { 'contacts-bad-input': ['list', '12 characters', 'upper-case id', '12-character user'] },
    ],
    [204, 'a form is a body as JSON is', { 'contacts-bad-input': ['form'] }],
  ],
};

/** Documents that the original stored, by their ids in the recording, and that are refused here. */
export const notStored: Record<string, string[]> = {};

/** Cases that are not made again, or whose answer follows from a difference before; the reason, and the cases by group. */
export const left: Record<string, [why: string, cases: Record<string, string[]>][]> = {
  contacts: [['lists what was refused above', { 'contacts-bad-input': ['list after all that'] }]],
};
