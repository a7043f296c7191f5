// Projects as git repositories: overleaf-git-unipi, and sharelatex, from which it comes.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { it } from 'node:test';
import { describeForms } from '#test/harness/forms';
import { newAuthor } from './author.ts';
import { installPythonClients } from './install.ts';
import { lastJson, workplace } from './workplace.ts';

const clients = await installPythonClients();
const skip = 'skip' in clients && clients.skip;
const packages = 'folder' in clients ? clients.folder : '';

describeForms('overleaf', 'clients with git', { skip }, ({ url }) => {
  const { run, read, write } = workplace(packages);

  it('overleaf-git-unipi clones a project, pulls what an editor types, and pushes', async () => {
    const author = await newAuthor(url);
    const project = await author.newProject('Cloned');
    const account = ['--password', author.session];
    const git = (...args: string[]) => run('git', args, { in: 'cloned' });
    const overleaf = (command: string) => run('git-overleaf', [command, ...account], { in: 'cloned' });
    await run('git-overleaf', ['clone', `${url}/project/${project}`, 'cloned', ...account]);
    assert.match(read('cloned/main.tex'), /\\documentclass/);

    // Nobody has typed anything yet, so that the history is empty.
    await overleaf('pull');
    const { client, doc, changed } = await author.open(project);
    doc.edit([{ p: 0, i: '% Tippfehler in „Größe“\n' }]);
    await changed(() => doc.isSaved);
    await overleaf('pull');
    assert.match(read('cloned/main.tex'), /^% Tippfehler in „Größe“\n/);

    write('cloned/main.tex', read('cloned/main.tex').replace('Tippfehler', 'Kein Fehler'));
    write('cloned/chapters/one/first.tex', 'Erstes Kapitel: Übersicht\n');
    await git('add', '--all');
    await git('commit', '--message', 'Typed here');
    await overleaf('push');
    await changed(() => doc.text.startsWith('% Kein Fehler in „Größe“\n'));
    client.close();
    const pushed = await author.files(project);
    assert.deepEqual(Object.keys(pushed).sort(), ['chapters/one/first.tex', 'main.tex']);
    assert.equal(pushed['chapters/one/first.tex']?.trim(), 'Erstes Kapitel: Übersicht');

    // The client learns from a pull what it has pushed, and has a csrf token for removals once it has uploaded something.
    await overleaf('pull');
    await git('rm', '--quiet', 'chapters/one/first.tex');
    write('cloned/main.tex', `${read('cloned/main.tex')}% end\n`);
    await git('commit', '--all', '--message', 'Removed here');
    await overleaf('push');
    assert.deepEqual(Object.keys(await author.files(project)), ['main.tex']);
  });

  it('sharelatex makes a project of a folder, compiles it, and shares it', async () => {
    const author = await newAuthor(url);
    const account = ['--auth_type', 'community', '--username', author.email, '--password', author.password];
    const inFolder = { in: 'written' };
    write('written/main.tex', '\\documentclass{article}\\begin{document}Written\\end{document}\n');
    write('written/parts/empty.tex', '% nothing\n');
    await run('git', ['init', '--quiet', 'written']);
    await run('git', ['add', '--all'], inFolder);
    await run('git', ['commit', '--message', 'Written'], inFolder);
    await run('git-slatex', ['new', 'Written', url, ...account], inFolder);
    const project = (await run('git', ['config', 'slatex.projectId'], inFolder)).trim();
    assert.deepEqual(Object.keys(await author.files(project)).sort(), ['main.tex', 'parts/empty.tex']);

    const compiled = await run('git-slatex', ['compile', ...account, '-vvv'], inFolder);
    assert.match(compiled, /'status': 'success'/);
    assert.match(compiled, /output\.pdf/);
  });

  it('overleaf-git-unipi lists, uploads, reads, talks, copies, shares and deletes, used from Python', async () => {
    const { email, password } = await newAuthor(url);
    const script = join(import.meta.dirname, 'sync_client.py');
    const printed = await run('python3', [script, url, email, password]);
    assert.deepEqual(lastJson(printed), {
      uploaded: ['main.tex', 'parts/deep/dot.png', 'parts/deep/größe.tex'],
      read: ['Größe', 9],
      messages: ['Grüße'],
      left: [['main.tex'], ['main.tex', 'parts/deep/dot.png', 'parts/deep/größe.tex']],
      projects: [['Copied', 'Tried out'], ['Tried out']],
    });
  });
});
