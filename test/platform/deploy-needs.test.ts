// What an application needs beyond the limits of a host is said before a deployment begins.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apps } from '#apps/apps';
import type { App } from '#shared/app/define-app';
import { needsText } from '#wsk/cli/needs-text';
import { withoutAlarmsText } from '#wsk/cli/sweeps';
import { timersOf } from '#wsk/deploy/wanted';

const stock = {
  maxActionMemory: 256,
  maxActionTimeout: 60_000,
  maxActionConcurrency: 1,
  invocationsPerMinute: 60,
  concurrentInvocations: 30,
};
const host = { hasAlarms: false, kinds: [], isEmbedded: false };
const wide = { maxActionMemory: 512, maxActionTimeout: 300_000, maxActionConcurrency: 500 };

function appNamed(name: string): App {
  const app = apps[name]?.app;
  assert.ok(app);
  return app;
}

/** Whether a table has a line with these words in this order. */
const has = (table: string, ...words: string[]): boolean =>
  table
    .split('\n')
    .some((line) =>
      words.every((word, at) => line.indexOf(word) >= (at === 0 ? 0 : line.indexOf(words[at - 1] ?? ''))),
    );

test('a table has what exceeds the limits of a small host, and what comes of it', () => {
  const table = needsText(appNamed('overleaf'), { ...host, limits: stock }, {});
  for (const row of [
    ['memory of clsi', '512 MB', '256 MB', 'deployed with 256 MB'],
    ['time limit of web', '300 s', '60 s', 'deployed with 60 s'],
    ['requests in an instance at once', '100', '1'],
    ['programs of clsi', 'pdflatex and', '--image clsi=IMAGE'],
    ['invocations a minute', '60', '429'],
  ])
    assert.ok(has(table, ...row), `${row.join(' … ')} in\n${table}`);
});

test('the actions that one request may hold are counted from the table of the application', () => {
  const table = needsText(appNamed('robot-shop'), { ...host, limits: stock }, {});
  // payment waits for user and cart, which waits for catalogue; nobody waits for dispatch.
  assert.ok(
    has(table, 'instances that one request may hold', '4', '30', 'about 7 such requests at once'),
    table,
  );
});

test('there is no table where nothing is exceeded, and an image has the programs', () => {
  const facts = { ...host, limits: wide, isEmbedded: true };
  for (const name of ['robot-shop', 'overleaf']) assert.equal(needsText(appNamed(name), facts, {}), '');
  const images = { clsi: 'me/tex', spelling: 'me/tex' };
  assert.equal(needsText(appNamed('overleaf'), { ...facts, isEmbedded: false }, images), '');
});

test('a host without alarms is told with the sweeps, the command that fires them, and lines for cron without a key', () => {
  const app = appNamed('lab-insurance');
  const target = { apihost: 'https://ow.example', auth: 'uuid:secret', namespace: 'guest' };
  const text = withoutAlarmsText(app, timersOf(app, false), target);
  assert.match(text, /lab-insurance-policy-deliver-timer: lab-insurance\/policy-deliver, every 1 minute\n/);
  assert.match(text, /npm run deploy -- lab-insurance --fire\n/);
  assert.match(
    text,
    /\n {2}\* \* \* \* \* curl .* "\$OW_AUTH" .*\/triggers\/lab-insurance-policy-deliver-timer\n/,
  );
  assert.match(text, /\n {2}0 \*\/8 \* \* \* curl .*\/triggers\/lab-insurance-payment-import-timer\n/);
  assert.doesNotMatch(text, /secret/);
});
