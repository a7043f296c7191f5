/**
 * The text of a root file with the class option `draft`, for which TeX leaves figures out. Line numbers stay; a text without a class
 * stays as it is.
 */
export const asDraft = (text: string): string =>
  text.replace(/^([^%\n]*\\documentclass\s*)(?:\[([^\]]*)\])?/m, (_all, command: string, given = '') => {
    const rest = given.trim() === '' ? '' : `,${given}`;
    return `${command}[draft${rest}]`;
  });
