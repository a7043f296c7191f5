import { useState } from 'preact/hooks';
import { useAction } from '../../../../../../shared/ui/hooks.ts';
import type { FolderEntry } from '../entries.ts';
import { changes } from './changes.ts';

/** Uploads files into a folder, one after the other, and says in words how far it is. */
export function useUploads() {
  const [state, show] = useState({ text: '', part: 0 });
  const action = useAction(async (files: File[], folder: FolderEntry) => {
    for (const [at, file] of files.entries()) {
      const text = `Uploading ${file.name}${files.length > 1 ? ` (${at + 1} of ${files.length})` : ''}…`;
      show({ text, part: 0 });
      await changes.upload(file, folder, (part) => show({ text, part }));
    }
  });
  return { ...action, ...state };
}
