import * as z from 'zod';
import { idText } from '../ids.ts';
import type { Place } from './doc.ts';

const place = z.tuple([idText, idText]).transform(([project, doc]) => ({ project, doc }));

/** The place of the document that a work token, `PROJECT:DOCUMENT`, is about; undefined for one that cannot be read. */
export const placeOf = (token: string): Place | undefined => place.safeParse(token.split(':')).data;
