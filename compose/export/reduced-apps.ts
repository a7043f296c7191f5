/** The table of all applications, `apps/apps.ts`, with one of them only. It is read line by line, as Biome formats it. */
export function reducedApps(text: string, app: string): string {
  const kept: string[] = [];
  let entry: string | undefined;
  for (const line of text.split('\n')) {
    const [, imported] = /^import .* from '\.\/([\w-]+)\/.*';$/.exec(line) ?? [];
    if (imported !== undefined && imported !== app) continue;
    const [, opened] = /^ {2}'?([\w-]+)'?: \{$/.exec(line) ?? [];
    if (opened !== undefined) entry = opened;
    if (entry === undefined || entry === app) kept.push(line);
    if (line === '  },') entry = undefined;
  }
  return kept
    .join('\n')
    .replace('/** All applications, in the order in which they were built. */', '/** The application. */');
}
