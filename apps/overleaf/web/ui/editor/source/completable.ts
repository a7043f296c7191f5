import type { FolderEntry } from '../entries.ts';
import { projectStore } from '../project.ts';
import type { Completable } from './completion.ts';
import { keyStore, metadataStore } from './metadata.ts';

/** What can be completed in a document of the project. */
export function completable(doc: string): Completable {
  const metadata = metadataStore.get();
  const others = Object.entries(metadata).filter(([id]) => id !== doc);
  const root = projectStore.get()?.rootFolder[0];
  return {
    labels: others.flatMap(([, { labels }]) => labels),
    keys: keyStore.get(),
    paths: root === undefined ? [] : pathsIn(root),
    snippets: Object.values(metadata).flatMap(({ packages }) => Object.values(packages).flat()),
  };
}

function pathsIn({ docs, fileRefs, folders }: FolderEntry, before = ''): string[] {
  const here = [...docs, ...fileRefs].map(({ name }) => before + name);
  return [...here, ...folders.flatMap((folder) => pathsIn(folder, `${before}${folder.name}/`))];
}

/** The path of a document in a folder; undefined when it is not there. */
export function pathOf({ docs, folders }: FolderEntry, id: string): string | undefined {
  const found = docs.find(({ _id }) => _id === id);
  if (found !== undefined) return found.name;
  for (const folder of folders) {
    const inside = pathOf(folder, id);
    if (inside !== undefined) return `${folder.name}/${inside}`;
  }
  return undefined;
}
