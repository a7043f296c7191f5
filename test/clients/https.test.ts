// Clients that know https only, and no other port than 443: they come through a proxy that their environment names.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { describeForms } from '#test/harness/forms';
import { newAuthor } from './author.ts';
import { installPythonClients } from './install.ts';
import { noTlsFront, startTlsFront, type TlsFront } from './tls-front.ts';
import { lastJson, workplace } from './workplace.ts';

const clients = await installPythonClients();
const skip = noTlsFront || ('skip' in clients && clients.skip);
const packages = 'folder' in clients ? clients.folder : '';

describeForms('overleaf', 'clients of https sites', { skip }, ({ url }) => {
  let front: TlsFront;
  before(async () => {
    front = await startTlsFront(url, 'www.overleaf.com');
  });
  after(() => front.stop());

  const use = async (script: string, args: string[]) =>
    lastJson(
      await workplace(packages).run('python3', [join(import.meta.dirname, script), ...args], {
        env: front.env,
      }),
    );

  it('pyoverleaf lists, reads, writes, uploads, removes and downloads', async () => {
    const author = await newAuthor(url);
    await author.newProject('Written');
    assert.deepEqual(await use('uses_pyoverleaf.py', [author.session]), {
      name: 'Written',
      owner: author.email,
      read: [9, '\\documentclass{article}'],
      listed: ['dot.png', 'first.tex', 'second.tex'],
      left: ['second.tex'],
      archive: 'PK',
    });
  });

  it('localleaf lists, uploads, removes, compiles and downloads', async () => {
    const author = await newAuthor(url);
    await author.newProject('Local');
    const token = await author.browser.csrfToken();
    assert.deepEqual(await use('uses_localleaf.py', [author.session, token]), {
      name: 'Local',
      docs: [
        [['main.tex'], ['first.tex']],
        [['main.tex'], []],
      ],
      pdf: ['output.pdf', '%PDF-'],
      archive: ['main.tex'],
    });
  });
});
