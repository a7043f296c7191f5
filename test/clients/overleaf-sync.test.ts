// overleaf-sync keeps a folder and a project alike; its socket speaks by polls.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { describeForms } from '#test/harness/forms';
import { newAuthor } from './author.ts';
import { installPythonClients } from './install.ts';
import { workplace } from './workplace.ts';

const clients = await installPythonClients();
const packages = 'folder' in clients ? clients.folder : '';

describeForms('overleaf', 'overleaf-sync', { skip: 'skip' in clients && clients.skip }, ({ url }) => {
  it('logs in with a cookie, lists, syncs a folder both ways, and downloads the PDF', async () => {
    const { run, read, write, readBytes } = workplace(packages);
    const author = await newAuthor(url);
    const project = await author.newProject('Synced');
    const ols = (...args: string[]) =>
      run('ols', args, { in: 'Synced', env: { OLSYNC_COOKIE: author.session } });
    write('Synced/chapters/one/first.tex', 'Übersicht\n');
    await ols('login', '--cookie', '--server', url);
    assert.match(await ols('list'), / - Synced\b/);

    await ols();
    assert.match(read('Synced/main.tex'), /\\documentclass/);
    assert.deepEqual(Object.keys(await author.files(project)).sort(), ['chapters/one/first.tex', 'main.tex']);

    const { client, doc, changed } = await author.open(project);
    write('Synced/main.tex', `% Geändert „hier“\n${read('Synced/main.tex')}`);
    await ols('--local-only');
    await changed(() => doc.text.startsWith('% Geändert „hier“\n'));
    doc.edit([{ p: 0, i: '% Und „dort“\n' }]);
    await changed(() => doc.isSaved);
    await ols('--remote-only');
    assert.match(read('Synced/main.tex'), /^% Und „dort“\n% Geändert „hier“\n/);
    client.close();

    await ols('download');
    assert.equal(readBytes('Synced/output.pdf').subarray(0, 5).toString(), '%PDF-');
  });
});
