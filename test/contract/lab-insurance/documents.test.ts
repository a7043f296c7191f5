// The letters about policies.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { before, it } from 'node:test';
import supertest from 'supertest';
import { jsonOf } from '#shared/http/client';
import { describeForms, withoutAddressOf } from '#test/harness/forms';
import { readPdf } from '#test/harness/pdf';
import { type Agent, agentOf } from '#test/lab-insurance/client';

interface Documents {
  documents: { policyNumber: string; content: string }[];
}

describeForms('lab-insurance', 'documents', { skip: withoutAddressOf('documents') }, (deployed) => {
  const documents = supertest(deployed.services.documents ?? '');
  let agent: Agent;
  before(async () => {
    agent = await agentOf(deployed);
  });

  it('has one letter for each policy, with what was sold as text', async () => {
    const holder = { firstName: 'Łukasz', lastName: "O'Neil-Żak <b>x</b>", taxId: '1' };
    const policy = await agent.sell({ policyFrom: '2031-02-03', policyTo: '2031-03-04' }, holder);
    await agent.arrived(policy);
    const answer = jsonOf(await agent.send('GET', `/api/documents/${policy}`)) as Documents;
    assert.deepEqual(
      answer.documents.map(({ policyNumber }) => policyNumber),
      [policy],
    );
    const content = answer.documents[0]?.content ?? '';
    assert.match(Buffer.from(content, 'base64').subarray(0, 8).toString(), /^%PDF-1\./);
    const { lines } = await readPdf(Buffer.from(content, 'base64'));
    assert.deepEqual(lines, [
      `Your new policy ${policy}`,
      'Valid from 2031-02-03 to 2031-03-04',
      "Policy holder: Łukasz O'Neil-Żak <b>x</b>",
      'Product: TRI',
      'Premium: 372.00 EUR',
      'Thank you for choosing LAB Insurance.',
    ]);
    await documents.get(`/documents/${policy}`).expect(200, answer);
    await documents.head(`/documents/${policy}`).expect(200);
  });

  it('has none for others', async () => {
    for (const number of ['nosuch', randomUUID(), '%20', "'--", '%C5%81'])
      await documents.get(`/documents/${number}`).expect(200, { documents: [] });
  });

  it('names verbs and paths that do not exist', async () => {
    const { body } = await documents.post('/documents/1').send({}).expect('Allow', 'GET, HEAD').expect(405);
    assert.equal(body.code, 'METHOD_NOT_ALLOWED');
    for (const path of ['/documents', '/documents/', '/documents/1/2', '/nosuch'])
      assert.equal((await documents.get(path).expect(404)).body.code, 'NOT_FOUND');
    await documents.get('/health').expect(200, { status: 'UP' });
  });
});
