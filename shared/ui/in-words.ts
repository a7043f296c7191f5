/** What to tell a person about an error of any kind. */
export const inWords = (error: unknown): string => {
  const text = error instanceof Error ? error.message : String(error);
  return text.charAt(0).toUpperCase() + text.slice(1) + (/[.!?]$/.test(text) ? '' : '.');
};
