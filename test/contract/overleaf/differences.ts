import { clsi, clsiLeft } from './differences/clsi.ts';
import type { Difference } from './differences/difference.ts';
import { filestore } from './differences/filestore.ts';
import { spelling } from './differences/spelling.ts';

/** By service. A case that agrees with the recording after all is a failure. */
export const differences: Record<string, Difference[]> = {
  clsi,
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
  chat: [
    [
      400,
      'a content that is no text was stored',
      { 'chat-bad-input': ['content a number', 'content a list', 'content an object'] },
    ],
    [
      400,
      'what the driver takes for an id, but is none, was stored',
      {
        'chat-bad-input': [
          'user as number',
          'user of 12 characters',
          'malformed project id of 12 characters',
          'malformed project id of 12 characters, send',
        ],
      },
    ],
    [
      400,
      'a malformed id ended the process',
      { 'chat-bad-input': ['malformed message id, delete', 'malformed message id, edit'] },
    ],
    [
      400,
      'a thread was resolved by nobody',
      { 'chat-bad-input': ['resolve without user', 'resolve with a bad user'] },
    ],
    [
      404,
      'a change of a message that is not there was lost without a word',
      { 'chat-bad-input': ['edit an unknown message'] },
    ],
  ],
  docstore: [
    [
      409,
      'a document was taken over by another project',
      { 'docstore-basics': ['create with the same doc id in another project'] },
    ],
    [
      400,
      'a malformed id or body was 500',
      {
        'docstore-bad-input': ['broken json', 'json null (json null)', 'json string', 'malformed*'],
        'docstore-delete': ['broken json'],
      },
    ],
    [
      400,
      'NUL, which TeX cannot read, was stored',
      { 'docstore-text-and-limits': ['a line with NUL'], 'docstore-archive': ['a doc with NUL'] },
    ],
    [
      413,
      'a body that is too large was 500',
      {
        'docstore-text-and-limits': ['body of 4 MiB + 128 KiB + 1', '2 MiB of escapes: body 12 MiB'],
      },
    ],
    [
      204,
      'an archive in a folder could not be written with the settings of the original',
      {
        'docstore-archive-without-upload-folder': ['archive with backend fs and the default settings'],
      },
    ],
  ],
  filestore,
  spelling,
  notifications: [
    [
      400,
      'a notification of nulls was stored, which no page could show',
      { 'notifications-bad-input': ['no body', 'empty object', 'only a key', 'no key'] },
    ],
    [
      400,
      'a malformed id or date was 500',
      {
        'notifications-bad-input': [
          'bad date',
          'malformed user',
          'malformed user, add',
          'malformed id',
          'malformed user, delete by key',
        ],
      },
    ],
    [
      400,
      'a deletion without a key was 200 without effect',
      { 'notifications-bad-input': ['delete without a key', 'delete without a body'] },
    ],
    [400, 'ids are in lower case', { 'notifications-bad-input': ['upper-case user'] }],
  ],
};

/** Documents that the original stored, by their ids in the recording, and that are refused here. */
export const notStored: Record<string, string[]> = {
  // Reading the chat of a project creates nothing here.
  'chat-global': ['$new1'],
  'notifications-bad-input': ['$new1', '$new2'],
};

/** Cases whose answer follows from a difference before, or cannot be compared; the reason, and the cases by group. */
export const left: Record<string, [why: string, cases: Record<string, string[]>][]> = {
  clsi: clsiLeft,
  contacts: [['lists what was refused above', { 'contacts-bad-input': ['list after all that'] }]],
  chat: [
    ['lists what was refused above', { 'chat-bad-input': ['what was stored'] }],
    [
      'the recording cuts texts by code points; chat.test.ts tests limits and times',
      {
        'chat-global': [
          'before is exclusive',
          'before and limit',
          'odd query limit=0',
          'odd query limit=-1',
          'odd query limit=abc',
          'odd query limit=',
          'odd query limit=1.7',
          'odd query limit=2x',
        ],
      },
    ],
    [
      'its stores hold what was refused above',
      { 'chat-bad-input': ['reopen an unknown thread', 'delete an unknown thread'] },
    ],
  ],
  docstore: [
    [
      'the document has one change less, because the one with NUL was refused; docstore.test.ts tests limits',
      {
        'docstore-text-and-limits': [
          'back',
          'exactly 2 MiB in one line',
          '2 MiB without the newlines, more with them',
          'many empty lines',
          'unchanged by the refused ones',
        ],
        'docstore-archive': ['archive of it'],
      },
    ],
    [
      'of documents that the recording does not create; docstore.test.ts tests deletion',
      {
        'docstore-delete': [
          'it is not in the list',
          'delete doc3',
          'delete doc4',
          'delete doc5',
          'delete doc6',
          'list of deleted docs, newest first, capped at 4 here',
          'date as a number of ms',
        ],
      },
    ],
    [
      'documents are listed in the order of their ids',
      { 'docstore-archive': ['list brings the others back'] },
    ],
  ],
  notifications: [
    [
      'lists what was refused above',
      { 'notifications-bad-input': ['list after that', 'listed until the database removes it', 'list'] },
    ],
    [
      'the key is read for all users, not only for the first one found',
      { 'notifications-basics': ['read by key only, for everyone', 'other user now'] },
    ],
  ],
};
