import { Document, isMap, isScalar, visit, type YAMLMap } from 'yaml';

/** Takes all members of what `textOf` gets under that name among its fragments. */
export const shared = (fragment: string): Record<string, unknown> => ({ '<<': fragment });

/**
 * A YAML text with a comment as its first line. `fragments` come as `x-NAME`, and wherever a map has `shared(NAME)`, it refers to them
 * by a YAML anchor.
 */
export function textOf(
  comment: string,
  fragments: Record<string, unknown>,
  content: Record<string, unknown>,
): string {
  const named = Object.entries(fragments).map(([name, value]) => [`x-${name}`, value]);
  const document = new Document(
    { ...Object.fromEntries(named), ...content },
    { merge: true, aliasDuplicateObjects: false },
  );
  document.commentBefore = ` ${comment}`;
  for (const name of Object.keys(fragments)) {
    const fragment = document.get(`x-${name}`) as YAMLMap;
    fragment.anchor = name;
  }
  visit(document, {
    Pair(_key, pair) {
      if (isScalar(pair.key) && pair.key.value === '<<' && isScalar(pair.value)) {
        const fragment = document.get(`x-${String(pair.value.value)}`);
        if (isMap(fragment)) pair.value = document.createAlias(fragment);
      }
    },
    Seq(_key, seq) {
      seq.flow = true;
    },
  });
  return document.toString({ lineWidth: 0, nullStr: '' });
}
