import { type Snippet, snippetsOf } from './packages.ts';

/** What an editor completes from a document. */
export interface Metadata {
  labels: string[];
  /** The commands of the packages that it uses and that are known here. */
  packages: Record<string, Snippet[]>;
}

const label = /\\label\{([^{}]{1,80})\}/g;
// With limits, because a text may have a hundred thousand beginnings without an end.
const usedPackages =
  /\\(?:usepackage|RequirePackage)\s{0,20}(?:\[[^\]]{0,1000}\])?\s{0,20}\{([^{}]{0,1000})\}/g;

/** The labels that a text defines and the packages that it uses; what is commented out does not count. */
export function metadataOf(lines: readonly string[]): Metadata {
  const code = lines.map((line) => line.replace(/(?<!\\)((?:\\\\)*)%.*$/, '$1')).join('\n');
  const labels = [...code.matchAll(label)].map(([, name = '']) => name);
  const names = [...code.matchAll(usedPackages)].flatMap(([, list = '']) =>
    list.split(',').map((name) => name.trim()),
  );
  const packages = Object.fromEntries(
    names.flatMap((name) => {
      const snippets = snippetsOf(name);
      return snippets === undefined ? [] : [[name, snippets]];
    }),
  );
  return { labels, packages };
}
