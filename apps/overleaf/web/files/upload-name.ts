import { isName } from '../tree/names.ts';
import type { Upload } from './form.ts';

/** Where an uploaded file goes: the folders below the one that is named, which may be missing, and its name. */
export interface Place {
  folders: string[];
  name: string;
}

const lastOf = (path: string): string => path.split('/').at(-1) ?? '';

/** The name of an uploaded file: the field `name`, else the end of the query's `qqfilename`, else what the form says of the file. */
export function nameOf({ file, fields }: Upload, query: Record<string, unknown>): string {
  const asked = typeof query.qqfilename === 'string' ? lastOf(query.qqfilename) : undefined;
  return (fields.get('name') || asked || file?.name || '').trim();
}

/** Where an upload goes; undefined when it has no name, or one that may not be. The field `relativePath` is a path, or `null`. */
export function placeOf(upload: Upload, query: Record<string, unknown>): Place | undefined {
  const relative = upload.fields.get('relativePath') ?? 'null';
  const path = ['', 'null'].includes(relative) ? [] : relative.split('/').filter((part) => part !== '');
  const folders = path.slice(0, -1).map((part) => part.trim());
  const name = nameOf(upload, query) || path.at(-1)?.trim() || '';
  return [...folders, name].every(isName) ? { folders, name } : undefined;
}
