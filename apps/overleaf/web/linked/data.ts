import * as z from 'zod';
import { idText } from '../../ids.ts';

const path = z
  .string('must be a path')
  .min(1, 'may not be empty')
  .max(1024, 'may have at most 1024 characters');

/** Where a linked file comes from, as a project keeps it: a URL, a file of another project, or a file that a compile has made. */
export const linkedData = z.discriminatedUnion(
  'provider',
  [
    z.object({
      provider: z.literal('url'),
      url: z.string('must be a URL').max(2048, 'may have at most 2048 characters'),
    }),
    z.object({
      provider: z.literal('project_file'),
      source_project_id: idText,
      source_entity_path: path,
    }),
    z.object({
      provider: z.literal('project_output_file'),
      source_project_id: idText,
      source_output_file_path: path,
      build_id: z.string('must be the id of a build').nullish(),
    }),
  ],
  'must be url, project_file or project_output_file',
);

/** The same, parsed. */
export type LinkedData = z.output<typeof linkedData>;
