import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after } from 'node:test';

/** Writes files into a new folder, which is removed after the tests of the file; returns the folder. */
export function tree(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'ledger-'));
  after(() => rmSync(root, { recursive: true, force: true }));
  const imports = { '#shared/*': './shared/*.ts', '#apps/*': './apps/*.ts' };
  const all = { 'package.json': JSON.stringify({ type: 'module', imports }), ...files };
  for (const [path, text] of Object.entries(all)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}
