// pyoverleaf knows https only, and the port 443: it comes through a proxy that its environment names.
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

describeForms('overleaf', 'pyoverleaf', { skip }, ({ url }) => {
  let front: TlsFront;
  before(async () => {
    front = await startTlsFront(url, 'www.overleaf.com');
  });
  after(() => front.stop());

  it('lists, reads, writes, uploads, removes and downloads', async () => {
    const author = await newAuthor(url);
    await author.newProject('Written');
    const script = join(import.meta.dirname, 'uses_pyoverleaf.py');
    const { run } = workplace(packages);
    const { read, ...seen } = lastJson(await run('python3', [script, author.session], { env: front.env }));
    assert.deepEqual(seen, {
      name: 'Written',
      owner: author.email,
      listed: ['dot.png', 'first.tex', 'second.tex'],
      left: ['second.tex'],
      archive: 'PK',
    });
    assert.deepEqual(read, [9, '\\documentclass{article}']);
  });
});
