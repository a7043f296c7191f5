// What the author of a project has to be told: the file and the line of each mistake.
import assert from 'node:assert/strict';
import { before, it } from 'node:test';
import { describeForms } from '#test/harness/forms';
import { openWorkshop } from '#test/overleaf/compiling';
import { mistakes } from './samples/mistakes.ts';

describeForms('overleaf', 'mistakes in projects', { concurrency: true }, ({ url }) => {
  let workshop: Awaited<ReturnType<typeof openWorkshop>>;
  before(async () => {
    workshop = await openWorkshop(url);
  });

  for (const { name, compiler, files, level = 'error', file, line, message } of mistakes)
    it(`are told with file and line: ${name}`, async () => {
      const project = await workshop.create(files);
      const { logEntries } = await workshop.compile(project, { ...(compiler && { compiler }) });
      const found = logEntries.find((entry) => entry.level === level && message.test(entry.message));
      assert.ok(found, JSON.stringify(logEntries, null, 1));
      assert.deepEqual([found.file, found.line], [file, line]);
    });
});
