type Difference = [why: string, cases: Record<string, string[]>];

/**
 * Cases in which document-updater differs from the original on purpose, with the reason, by group. An asterisk at the end of a case
 * stands for any text; a number tells cases with the same title apart. A case that agrees with the recording after all is a failure.
 */
const differences: Difference[] = [
  [
    'a malformed id or parameter was 500, and is 400',
    {
      'docupdater-get': ['malformed*', 'fromVersion=abc', 'fromVersion='],
    },
  ],
  ['the number of documents was 500', { 'docupdater-get': ['/total', 'total'] }],
  [
    'an answer of web that cannot be read was 500 or taken as it was, and is 502',
    {
      'docupdater-web-answers': [
        'get when web answers: 200 but not JSON',
        'get when web answers: 200 with an empty body',
        'get when web answers: no lines',
        'get when web answers: no version',
        'get when web answers: no pathname',
        'get when web answers: lines null',
        'get when web answers: lines a text',
        'get when web answers: version null',
        'get when web answers: version a text',
      ],
    },
  ],
  [
    'an outage of web was 500, and is 504; web is asked twice',
    { 'docupdater-web-answers': ['get when web does not answer'] },
  ],
  [
    'CR ended a line, so that the text was another one than that of the editors',
    { 'docupdater-ops': ['tab and CR'] },
  ],
  ['NUL was applied', { 'docupdater-ops': ['NUL'] }],
  [
    'without the NUL the document has one version less',
    { 'docupdater-ops': ['CR LF inserted', 'lines after', 'flush', '25: delete'] },
  ],
  [
    'an insertion past the end was published with the place that was sent',
    { 'docupdater-op-errors': ['insert past the end'] },
  ],
  [
    'an update that is malformed was applied, ended the process or was lost without a word; now it is refused with one',
    {
      'docupdater-op-errors': ['fraction', 'i a number', 'op an object', 'broken JSON', 'JSON null'],
    },
  ],
  [
    'an update was published before it was refused',
    {
      'docupdater-op-errors': ['bad hash'],
      'docupdater-limits': ['insert up to 2 MiB', 'one character more', '3 MiB in one insert'],
    },
  ],
  [
    'an update that failed took the rest of its batch with it, which is applied now',
    {
      'docupdater-op-errors': [
        'good, bad, good in one go',
        'next token',
        'token without a doc id',
        'update whose doc field names another doc',
        'state at the end',
      ],
    },
  ],
  [
    'the first update after a load had no id of the project in the history, and has null as the others',
    { 'docupdater-duplicates': ['text'] },
  ],
  [
    'a malformed body was 500, or ended the process, and is 400',
    {
      'docupdater-set-doc': ['no lines', 'lines null', 'lines of numbers', 'no body', 'broken json'],
      'docupdater-project-history': ['unknown type'],
    },
  ],
  [
    'a text that is too large was 500 or 413 in some cases, and is 406 in all',
    { 'docupdater-set-doc': ['2 MiB of text with its newlines', 'newlines count'] },
  ],
  [
    'the recording has loaded the document again without saying so',
    { 'docupdater-flush-delete': ['delete project when track-changes fails'] },
  ],
];

/** Why the case with this number in its group differs on purpose; undefined when it does not. */
export const reasonOf = (group: string, title: string, number: number): string | undefined =>
  differences.find(([, cases]) =>
    cases[group]?.some((each) =>
      each.endsWith('*')
        ? title.startsWith(each.slice(0, -1))
        : [title, `${number}: ${title}`].includes(each),
    ),
  )?.[0];
