import * as z from 'zod';
import { withUsers } from '../db.ts';
import type { EditorSettings, User } from '../user.ts';
import { shortText } from './credentials.ts';
import { emailText } from './emails.ts';
import { refuseTaken } from './users.ts';

const word = z.string('must be a text').max(100, 'may have at most 100 characters');
/** A switch as JSON or as a form has it. */
const onOrOff = z.union([z.boolean(), z.stringbool()], 'must be true or false');

/** What users may change of their account and of their editor; other fields are ignored. */
export const settingsBody = z.object({
  first_name: shortText.optional(),
  last_name: shortText.optional(),
  role: shortText.optional(),
  institution: shortText.optional(),
  email: emailText.optional(),
  mode: word.optional(),
  editorTheme: word.optional(),
  overallTheme: word.optional(),
  fontSize: z.coerce.number('must be a number').int().min(6).max(96).optional(),
  autoComplete: onOrOff.optional(),
  autoPairDelimiters: onOrOff.optional(),
  spellCheckLanguage: word.optional(),
  pdfViewer: word.optional(),
  syntaxValidation: onOrOff.optional(),
  fontFamily: word.optional(),
  lineHeight: word.optional(),
});

type Settings = z.output<typeof settingsBody>;

/** Changes those settings of a user that are given. Throws `conflict` when another account has the address. */
export async function changeSettings(user: User, settings: Settings): Promise<void> {
  const { first_name, last_name, role, institution, email, editorTheme: theme, ...editor } = settings;
  const ace: { [Name in keyof EditorSettings]?: EditorSettings[Name] | undefined } = { theme, ...editor };
  const isMoved = email !== undefined && email !== user.email;
  const changes = {
    first_name,
    last_name,
    role,
    institution,
    ...(isMoved && { email, emails: [{ email, createdAt: new Date() }] }),
    ...Object.fromEntries(Object.entries(ace).map(([name, value]) => [`ace.${name}`, value])),
  };
  const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  if (Object.keys(given).length === 0) return;
  await withUsers((users) => users.updateOne({ _id: user._id }, { $set: given })).catch(refuseTaken);
}
