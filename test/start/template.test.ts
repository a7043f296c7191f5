import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { after, it } from 'node:test';
import { startCommand } from '#test/harness/start-command';

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

  const command = startCommand(['guestbook', '--once', '--json'], {}, folder);
  const { guestbook } = (await command.json<Started>()).apps;
  assert.deepEqual([guestbook.microservice.ok, guestbook.serverless.ok], [true, true]);
  assert.equal(await command.ended, 0);
});
