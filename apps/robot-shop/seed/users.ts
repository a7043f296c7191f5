/** The three accounts of the original, with the passwords that its load generator uses. */
export const users = [
  { name: 'user', password: 'password', email: 'user@me.com' },
  { name: 'stan', password: 'bigbrain', email: 'stan@instana.com' },
  { name: 'partner-57', password: 'worktogether', email: 'howdy@partner.com' },
];
