import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { after, it } from 'node:test';
import { promisify } from 'node:util';

interface Started {
  apps: { guestbook: Record<'microservice' | 'serverless', { ok: boolean }> };
}

const folder = mkdtempSync(join(tmpdir(), 'diptych-template-'));
after(() => rmSync(folder, { recursive: true, force: true }));

function edit(file: string, change: (text: string) => string): void {
  const path = join(folder, file);
  const before = readFileSync(path, 'utf8');
  const changed = change(before);
  assert.notEqual(changed, before, file);
  writeFileSync(path, changed);
}

it('a copy of apps/template is a new application in both forms after two files are edited', async () => {
  const isSource = (path: string) => !['node_modules', '.git'].includes(basename(path));
  cpSync('.', folder, { recursive: true, filter: isSource });
  // `npm start` would install packages into the linked folder, so the command below starts without npm.
  symlinkSync(join(process.cwd(), 'node_modules'), join(folder, 'node_modules'));
  cpSync(join(folder, 'apps/template'), join(folder, 'apps/guestbook'), { recursive: true });

  edit('apps/guestbook/app.ts', (text) =>
    text
      .replace('template =', 'guestbook =')
      .replace("'template'", "'guestbook'")
      .replace("'Template'", "'Guestbook'"),
  );
  edit(
    'apps/apps.ts',
    (text) =>
      `import { guestbook } from './guestbook/app.ts';\nimport { greet } from './guestbook/smoke-scenario.ts';\n${text.replace(
        '> = {',
        "> = {\n  guestbook: { app: guestbook, seed: async () => {}, smokeScenario: { name: 'Greet', run: greet } },",
      )}`,
  );

  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['compose/local/start.ts', 'guestbook', '--once', '--json'],
    { cwd: folder, env: { ...process.env, NODE_TEST_CONTEXT: undefined } },
  );
  const { guestbook } = (JSON.parse(stdout) as Started).apps;
  assert.deepEqual([guestbook.microservice.ok, guestbook.serverless.ok], [true, true]);
});
