import * as z from 'zod';

const atMost = 150;

/** The name of a project; blanks around it do not belong to it. */
export const projectName = z
  .string('must be the name of a project')
  .trim()
  .min(1, 'Project name cannot be blank')
  .max(atMost, `Project name is too long: at most ${atMost} letters`)
  .regex(/^[^/]*$/, 'Project name cannot contain / characters')
  .regex(/^[^\\]*$/, 'Project name cannot contain \\ characters');
