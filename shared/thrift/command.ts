// Makes FILE.ts from FILE.thrift, for each file named.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { typescriptOf } from './generate.ts';
import { parseIdl } from './idl/parse.ts';
import { IdlError } from './idl/tokens.ts';

const biome = join(import.meta.dirname, '..', '..', 'node_modules', '.bin', 'biome');
const files = process.argv.slice(2);
if (files.length === 0 || files.some((file) => !file.endsWith('.thrift'))) {
  process.stderr.write('Name the files: npm run thrift -- apps/social-network/social-network.thrift\n');
  process.exit(2);
}
try {
  for (const file of files) {
    const made = file.replace(/\.thrift$/, '.ts');
    writeFileSync(made, typescriptOf(parseIdl(file), basename(file)));
    execFileSync(biome, ['check', '--write', '--log-level=error', made], { stdio: 'inherit' });
    process.stdout.write(`${made}\n`);
  }
} catch (error) {
  if (!(error instanceof IdlError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(2);
}
