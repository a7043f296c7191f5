// Each sample is compiled through web in both forms, and both PDFs have the same text.
import assert from 'node:assert/strict';
import { before, it } from 'node:test';
import { compareForms } from '#test/harness/forms';
import { pagesOf } from '#test/harness/pdf';
import { openWorkshop } from '#test/overleaf/compiling';
import { filesOf, type Sample, samples } from './samples/samples.ts';

compareForms('overleaf', 'projects of many kinds', {}, ({ microservice, serverless }) => {
  let workshops: Awaited<ReturnType<typeof openWorkshop>>[];
  before(async () => {
    workshops = await Promise.all([microservice, serverless].map(({ url }) => openWorkshop(url)));
  });

  const textsOf = (sample: Sample) =>
    Promise.all(
      workshops.map(async ({ create, compile }) => {
        const { compiler } = sample;
        const compiled = await compile(await create(filesOf(sample)), { ...(compiler && { compiler }) });
        const { status, error, logEntries } = compiled;
        const errors = logEntries.filter(({ level }) => level === 'error');
        assert.deepEqual({ status, error, errors }, { status: 'success', error: undefined, errors: [] });
        return pagesOf(await compiled.output('output.pdf'));
      }),
    );

  for (const sample of samples)
    it(`are made into the same PDF: ${sample.folder}`, async () => {
      const [one = [], other = []] = await textsOf(sample);
      assert.deepEqual(other, one);
      const text = one.flat().join(' ').normalize().replace(/\s+/g, ' ');
      let from = 0;
      for (const part of sample.says) {
        from = text.indexOf(part, from);
        assert.ok(from >= 0, `${JSON.stringify(part)} does not follow in: ${text}`);
        from += part.length;
      }
    });
});
