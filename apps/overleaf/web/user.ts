import type { ObjectId } from 'mongodb';

/** An account as it is stored, with the names of the original. */
export interface User {
  _id: ObjectId;
  email: string;
  emails: { email: string; createdAt: Date; confirmedAt?: Date }[];
  first_name: string;
  last_name: string;
  role?: string;
  institution?: string;
  /** Absent until the person has chosen a password. */
  hashedPassword?: string;
  isAdmin: boolean;
  /** Only the account that was made on the launchpad has it; an index allows one. */
  isFirstAdmin?: true;
  signUpDate: Date;
  lastLoggedIn?: Date;
  lastLoginIp?: string;
  loginCount: number;
  /** How the editor looks and works for this person. */
  ace: EditorSettings;
  features: Features;
}

/** What the owner of a project has a right to. */
export interface Features {
  /** The number of people that may be invited to a project; -1 for any. */
  collaborators: number;
  /** Whether the history is kept for more than a week. */
  versioning: boolean;
  /** Seconds that a compile may take. */
  compileTimeout: number;
  compileGroup: string;
  trackChanges: boolean;
  references: boolean;
}

/** The settings of the editor. */
export interface EditorSettings {
  mode: string;
  theme: string;
  overallTheme: string;
  fontSize: number;
  autoComplete: boolean;
  autoPairDelimiters: boolean;
  spellCheckLanguage: string;
  pdfViewer: string;
  syntaxValidation: boolean;
  fontFamily?: string;
  lineHeight?: string;
}

/** How other people see an account. */
export const shownUser = ({ _id, email, first_name, last_name }: User) => ({
  _id,
  email,
  first_name,
  last_name,
});

/** What is known of a person; empty fields are left out. */
export const personalInfo = ({
  _id: id,
  first_name,
  last_name,
  email,
  signUpDate,
  role,
  institution,
}: User) =>
  Object.fromEntries(
    Object.entries({ id, first_name, last_name, email, signUpDate, role, institution }).filter(
      ([, value]) => value !== undefined && value !== '',
    ),
  );
