import type { Difference } from './difference.ts';

/** What web answers on purpose in another way than the original, where accounts, tags, chat and spelling are concerned. */
export const webAccounts: Difference[] = [
  [404, 'the health check is /health_check', { 'web-accounts': ['health check'] }],
  [200, 'registration is open here', { 'web-accounts': ['register is not open'] }],
  [400, 'a bad address was 500', { 'web-accounts': ['admin registers a user: bad e-mail'] }],
  [200, 'a refused password used the token up', { 'web-accounts': ['the token after a refused password'] }],
  [
    404,
    'the recorded request was refused for its csrf token, which this one has asked for anew',
    { 'web-accounts': ['the token again'] },
  ],
  [
    200,
    'the words are in the field `message` as well, where another client looks for them',
    {
      'web-login': [
        'wrong password',
        'unknown user',
        'no password',
        'no e-mail',
        'nothing',
        'password an object',
        'e-mail an object',
        'e-mail with a blank after it',
      ],
    },
  ],
  [200, 'a person with a browser sees the form again', { 'web-login': ['wrong password by form'] }],
  [302, 'of an address elsewhere the path was kept', { 'web-login': ['logout with a redirect elsewhere'] }],
  [400, 'names had no limit', { 'web-user-settings': ['settings: long name'] }],
  [400, 'missing fields were 500', { 'web-user-settings': ['password: nothing'] }],
  [
    400,
    'malformed ids, missing names and missing contents were 500, and long names were stored',
    {
      'web-tags-chat-misc': ['tag without a name', 'tag with a long name', 'malformed tag', 'say nothing'],
    },
  ],
  [200, 'there was no speller when this was recorded', { 'web-tags-chat-misc': ['spelling'] }],
  [204, 'there was no speller when this was recorded', { 'web-tags-chat-misc': ['learn'] }],
];

/** Cases that cannot be compared; the reason, and the cases by group. */
export const webAccountsLeft: [why: string, cases: Record<string, string[]>][] = [
  [
    'stores have another shape here',
    { 'web-login': ['what the session holds'], 'web-user-settings': ['the user in the database'] },
  ],
  [
    'there is one first administrator of a site: test/faults/overleaf/launchpad.test.ts',
    {
      'web-accounts': ['launchpad*', 'first admin*', 'a second one', 'log in'],
    },
  ],
  ['lists what is refused here', { 'web-tags-chat-misc': ['tags'] }],
];
