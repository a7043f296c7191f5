import * as z from 'zod';
import { parse } from '#shared/parse';
import { idText } from '../ids.ts';

/** A project, or the project as one of its users compiles it; each has a compile folder and builds of its own. */
export interface Place {
  project: string;
  user?: string | undefined;
}

const placeSchema = z.object({
  project: z.string().regex(/^[A-Za-z0-9_-]{1,100}$/, 'must have 1 to 100 letters, digits, _ and -'),
  user: idText.optional(),
});

/** Reads the place from the parameters of a path. Throws `invalid`. */
export const placeIn = (params: unknown): Place => parse(placeSchema, params, 'the project');

/** The name of a place in stores. The dot is in no id, so no project is taken for a user of another one. */
export const keyOf = ({ project, user }: Place): string =>
  user === undefined ? project : `${project}.${user}`;

/** The path of a file as a part of a URL. */
export const encodedPath = (path: string): string => path.split('/').map(encodeURIComponent).join('/');

/** The beginning of the paths of a place. */
export const pathOf = ({ project, user }: Place): string =>
  `/project/${project}${user === undefined ? '' : `/user/${user}`}`;
