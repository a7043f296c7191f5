/** How a person wants to write. */
export interface SourcePreferences {
  keys: 'default' | 'vim' | 'emacs';
  /** Whether completions come while one types; they always come when they are asked for. */
  completes: boolean;
  closesBrackets: boolean;
  /** Whether words are checked. */
  checksSpelling: boolean;
  fontSize: number;
}

/** What holds for who has chosen nothing. */
export const standardPreferences: SourcePreferences = {
  keys: 'default',
  completes: true,
  closesBrackets: true,
  checksSpelling: true,
  fontSize: 14,
};
