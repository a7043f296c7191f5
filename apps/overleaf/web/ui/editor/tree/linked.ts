import * as z from 'zod';
import type { FileEntry } from '../entries.ts';

const linked = z.discriminatedUnion('provider', [
  z.object({ provider: z.literal('url'), url: z.string() }),
  z.object({ provider: z.literal('project_file'), source_entity_path: z.string() }),
  z.object({ provider: z.literal('project_output_file'), source_output_file_path: z.string() }),
]);

/** Where a linked file comes from, in words; undefined for a file that is not linked. */
export function originOf({ linkedFileData }: FileEntry): string | undefined {
  const { data } = linked.safeParse(linkedFileData);
  switch (data?.provider) {
    case 'url':
      return data.url;
    case 'project_file':
      return `${data.source_entity_path.replace(/^\//, '')} of another project`;
    case 'project_output_file':
      return `${data.source_output_file_path}, which a project has made`;
    default:
      return undefined;
  }
}
