import { ObjectId } from 'mongodb';
import { conflict } from '#shared/errors';
import { isDuplicateKey } from '#shared/state/mongo';
import { withUsers } from '../db.ts';
import type { EditorSettings, Features, User } from '../user.ts';
import { localPart } from './emails.ts';

const standardSettings: EditorSettings = {
  mode: 'none',
  theme: 'textmate',
  overallTheme: '',
  fontSize: 12,
  autoComplete: true,
  autoPairDelimiters: true,
  spellCheckLanguage: 'en',
  pdfViewer: 'pdfjs',
  syntaxValidation: true,
  fontFamily: 'lucida',
  lineHeight: 'normal',
};

const standardFeatures: Features = {
  collaborators: -1,
  versioning: true,
  compileTimeout: 180,
  compileGroup: 'standard',
  trackChanges: true,
  references: true,
};

/** What is known of a person who gets an account; `email` is in lower case. */
export type NewUser = Pick<User, 'email'> &
  Partial<Pick<User, 'hashedPassword' | 'first_name' | 'last_name' | 'isAdmin' | 'isFirstAdmin'>>;

/** Creates an account. Throws `conflict` when another one has its address, or when there is a first admin already. */
export async function createUser({ email, first_name, ...rest }: NewUser): Promise<User> {
  const now = new Date();
  const user: User = {
    _id: new ObjectId(),
    email,
    emails: [{ email, createdAt: now }],
    first_name: first_name || localPart(email),
    last_name: '',
    isAdmin: false,
    signUpDate: now,
    loginCount: 0,
    ace: standardSettings,
    features: standardFeatures,
    ...rest,
  };
  await withUsers((users) => users.insertOne(user)).catch(refuseTaken);
  return user;
}

/** Says in our words that an address is taken. */
export function refuseTaken(error: unknown): never {
  throw isDuplicateKey(error) ? conflict('This email is already registered') : error;
}

/** The account with an id; null where it is gone. */
export const findUser = (_id: ObjectId): Promise<User | null> => withUsers((users) => users.findOne({ _id }));

/** The account with an address, which is in lower case. */
export const findUserWithEmail = (email: string): Promise<User | null> =>
  withUsers((users) => users.findOne({ email }));
