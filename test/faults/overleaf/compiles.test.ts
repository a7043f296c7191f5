// What compiles is killed in the middle: the compile says so, nothing of it runs on, and the next one works.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { it } from 'node:test';
import { compileOf, newProject, openDoc } from '#apps/overleaf/load/projects';
import { Visitor } from '#apps/overleaf/load/site';
import { control, noControl } from '#test/harness/control';
import { eventually } from '#test/harness/eventually';
import { describeForms, withoutAddressOf } from '#test/harness/forms';
import { killInstances } from '#test/harness/instances';
import { article, endless } from '#test/overleaf/clsi';

/** Whether TeX runs on a document that has this text. Other projects may be compiled on this machine. */
const texRunsOn = (text: string): boolean =>
  readdirSync('/proc').some((pid) => {
    try {
      const isTex = readFileSync(`/proc/${pid}/comm`, 'utf8') === 'pdflatex\n';
      return isTex && readFileSync(`/proc/${pid}/cwd/main.tex`, 'utf8').includes(text);
    } catch {
      return false; // No process, or one that has ended.
    }
  });

describeForms(
  'overleaf',
  'compiles',
  { skip: (deployed) => noControl || withoutAddressOf('clsi')(deployed) },
  ({ form, url, services }) => {
    it('say that they have died when clsi is killed, and the next one works', async (t) => {
      const author = new Visitor(url);
      await author.register();
      const project = await newProject(author);
      const { client, doc, changed } = await openDoc(author, project);
      t.after(() => client.close());
      const write = async (text: string): Promise<void> => {
        doc.edit([
          { p: 0, d: doc.text },
          { p: 0, i: text },
        ]);
        await changed(() => doc.isSaved);
      };
      await write(`% ${project}\n${endless}`);
      const dying = compileOf(author, project).then(
        () => 'it has made a PDF',
        (error: Error) => error.message,
      );
      await eventually(() => assert.ok(texRunsOn(project)), 60_000);
      if (form === 'serverless') assert.ok((await killInstances('overleaf/clsi')) > 0);
      else await control.crash('service/overleaf/microservice/clsi');
      assert.match(await dying, /answered 50[0-9]|ended as error/);
      await eventually(() => assert.ok(!texRunsOn(project), 'nothing of it runs any more'));
      await eventually(
        async () => assert.equal((await fetch(`${services.clsi}/status`)).status, 200),
        60_000,
      );
      await write(article('once more'));
      assert.match(await compileOf(author, project), /output\.pdf$/);
    });
  },
);
