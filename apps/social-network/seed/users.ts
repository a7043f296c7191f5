/** A user who is there from the start. */
export interface DemoUser {
  user_id: bigint;
  first_name: string;
  last_name: string;
  username: string;
}

/** The password of all of them. */
export const demoPassword = 'social';

/** Neither ids nor names are those that the original's scripts register, N and `username_N`. */
export const demoUsers: DemoUser[] = [
  { user_id: 4_000_000_000_000_000_001n, first_name: 'Ada', last_name: 'Lovelace', username: 'ada' },
  { user_id: 4_000_000_000_000_000_002n, first_name: 'Grace', last_name: 'Hopper', username: 'grace' },
  { user_id: 4_000_000_000_000_000_003n, first_name: 'Alan', last_name: 'Turing', username: 'alan' },
  { user_id: 4_000_000_000_000_000_004n, first_name: 'Hedy', last_name: 'Lamarr', username: 'hedy' },
  { user_id: 4_000_000_000_000_000_005n, first_name: 'Linus', last_name: 'Pauling', username: 'linus' },
];

/** Who follows whom at the start. */
export const demoFollows: [follower: string, followee: string][] = [
  ['grace', 'ada'],
  ['alan', 'ada'],
  ['hedy', 'ada'],
  ['ada', 'grace'],
  ['ada', 'alan'],
  ['linus', 'hedy'],
];
