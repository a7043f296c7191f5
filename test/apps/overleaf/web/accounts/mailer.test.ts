import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { openMail } from '#apps/overleaf/web/accounts/mailer';
import { startSmtpServer } from './smtp-server.ts';

const from = 'Overleaf <overleaf@example.org>';
const mail = { to: 'ada@example.org', subject: 'Hello, Zoë', text: 'Open http://127.0.0.1/x?token=ab&c=d\n' };

it('writes each mail to a file that mail programs read', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'mail-'));
  t.after(() => rm(folder, { recursive: true }));
  const send = openMail(pathToFileURL(folder).href, from);
  await send(mail);
  await send({ ...mail, text: 'second' });
  const names = await readdir(folder);
  assert.equal(names.length, 2);
  for (const name of names) assert.match(name, /\.eml$/);
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  const first = texts.find((text) => text.includes('Open')) ?? '';
  assert.match(first, /^From: Overleaf <overleaf@example.org>\r?$/m);
  assert.match(first, /^To: ada@example.org\r?$/m);
  assert.match(first, /^Subject: =\?UTF-8\?/m);
  assert.match(first, /^Date: /m);
  assert.match(first, /Open http:\/\/127\.0\.0\.1\/x\?token=3?D?/);
  assert.ok(texts.some((text) => text.includes('second')));
});

it('hands a mail to a server', async (t) => {
  const server = await startSmtpServer();
  t.after(() => server.close());
  await openMail(server.url, from)(mail);
  assert.equal(server.mails.length, 1);
  assert.match(server.mails[0] ?? '', /^To: ada@example.org$/m);
});

it('says that a mail could not be sent, without a secret', async (t) => {
  const refusing = await startSmtpServer({ refusal: '550 nobody here' });
  t.after(() => refusing.close());
  for (const url of [refusing.url, 'smtp://postman:secret-word@127.0.0.1:1'])
    await assert.rejects(openMail(url, from)(mail), (error: Error & { kind?: string }) => {
      assert.equal(error.kind, 'unavailable');
      assert.doesNotMatch(`${error.message} ${error.cause}`, /secret-word/);
      return true;
    });
});
