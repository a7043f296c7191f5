// chatol, whose commands are `oleaf`, logs in with a password and sends plain forms.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { describeForms } from '#test/harness/forms';
import { newAuthor } from './author.ts';
import { installPythonClients } from './install.ts';
import { workplace } from './workplace.ts';

const clients = await installPythonClients();
const packages = 'folder' in clients ? clients.folder : '';

describeForms('overleaf', 'chatol', { skip: 'skip' in clients && clients.skip }, ({ url }) => {
  it('lists, uploads, compiles, removes and downloads', async () => {
    const { run, write, read, readBytes } = workplace(packages);
    const author = await newAuthor(url);
    await author.newProject('Talked about');
    const oleaf = (...args: string[]) =>
      run('oleaf', ['--base-url', url, '--email', author.email, '--password-stdin', ...args], {
        input: `${author.password}\n`,
      });
    assert.match(await oleaf('projects', 'list'), /^Talked about$/m);
    write('größe.tex', 'Größe\n');
    await oleaf('files', 'upload', 'Talked about', 'größe.tex');
    assert.match(await oleaf('files', 'list', 'Talked about'), /^größe\.tex\nmain\.tex$/m);
    await oleaf('compile', 'pdf', 'Talked about', '--output', 'paper.pdf');
    assert.equal(readBytes('paper.pdf').subarray(0, 5).toString(), '%PDF-');
    await oleaf('files', 'pull', 'Talked about', 'pulled');
    assert.equal(read('pulled/größe.tex'), 'Größe\n');
    await oleaf('files', 'delete', 'Talked about', 'größe.tex', '--apply');
    assert.match(await oleaf('files', 'list', 'Talked about'), /^main\.tex$/m);
  });
});
