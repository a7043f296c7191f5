import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';
import { unzipSync } from 'fflate';
import { policyPdf } from '#apps/lab-insurance/documents/pdf';
import { readPdf } from '#test/harness/pdf';
import { bundleAction } from '#wsk/deploy/bundle';

const policy = {
  number: '0e37df36-f698-11e6-8dd4-cb9ced3df976',
  from: '2031-01-01',
  to: '2031-12-31',
  policyHolder: 'Ada Byron',
  productCode: 'HSI',
  totalPremium: 172.5,
  agentLogin: 'jimmy.solid',
  accountNumber: 'A1',
};

it('a policy has a letter with its number, dates, holder, product and premium as text', async () => {
  const pdf = await policyPdf(policy);
  assert.equal(Buffer.from(pdf.subarray(0, 5)).toString(), '%PDF-');
  const { lines, pages } = await readPdf(pdf);
  assert.equal(pages, 1);
  assert.deepEqual(lines, [
    'Your new policy 0e37df36-f698-11e6-8dd4-cb9ced3df976',
    'Valid from 2031-01-01 to 2031-12-31',
    'Policy holder: Ada Byron',
    'Product: HSI',
    'Premium: 172.50 EUR',
    'Thank you for choosing LAB Insurance.',
  ]);
});

for (const policyHolder of [
  "Łukasz O'Neil-Żak <b>x</b>",
  'Ελένη Παπαδοπούλου',
  'Анна Ђорђевић',
  'Nguyễn Thị Ánh',
  'Æsa Þórðardóttir',
])
  it(`a letter to ${policyHolder} has all letters of the name`, async () => {
    const { lines } = await readPdf(await policyPdf({ ...policy, policyHolder }));
    assert.ok(lines.includes(`Policy holder: ${policyHolder}`), lines.join('\n'));
  });

it('a letter is made also for names that do not fit on a line or into the font', async () => {
  for (const policyHolder of ['N'.repeat(300), 'Ada '.repeat(100), '李小龙 😀', 'a\nb\u0000c', '']) {
    const { lines } = await readPdf(await policyPdf({ ...policy, policyHolder }));
    assert.equal(lines[0], `Your new policy ${policy.number}`);
    assert.equal(lines.at(-1), 'Thank you for choosing LAB Insurance.');
  }
});

it('a letter is small enough for any answer', async () => {
  assert.ok((await policyPdf(policy)).length < 50_000);
});

it('an action makes the letter without any file', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pdf-'));
  try {
    const source = join(import.meta.dirname, '../../../apps/lab-insurance/documents/pdf.ts');
    const entry = join(folder, 'entry.ts');
    writeFileSync(
      entry,
      `import { policyPdf } from ${JSON.stringify(source)};
       export const main = async (policy) => Buffer.from(await policyPdf(policy)).toString('base64');`,
    );
    for (const [name, content] of Object.entries(unzipSync((await bundleAction(entry)).zip)))
      writeFileSync(join(folder, name), content);
    const script = `require('./index.js').main(${JSON.stringify(policy)}).then((pdf) => process.stdout.write(pdf))`;
    const content = execFileSync(process.execPath, ['-e', script], { cwd: folder, encoding: 'utf8' });
    assert.deepEqual(await readPdf(Buffer.from(content, 'base64')), await readPdf(await policyPdf(policy)));
  } finally {
    rmSync(folder, { recursive: true });
  }
});
