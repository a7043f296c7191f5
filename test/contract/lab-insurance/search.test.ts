// Policies found by number and holder.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { before, it } from 'node:test';
import supertest from 'supertest';
import { addDays, today } from '#apps/lab-insurance/dates';
import { jsonOf } from '#shared/http/client';
import { eventually } from '#test/harness/eventually';
import { describeForms, withoutAddressOf } from '#test/harness/forms';
import { type Agent, agentOf } from '#test/lab-insurance/client';

interface Found {
  policies: { number: string; dateFrom?: string; dateTo?: string; policyHolder: string }[];
}

describeForms('lab-insurance', 'policy-search', { skip: withoutAddressOf('policy-search') }, (deployed) => {
  const search = supertest(deployed.services['policy-search'] ?? '');
  // Words that only this run has.
  const mark = randomUUID().slice(0, 8);
  const grace = `Grace${mark}`;
  const holders: [key: string, firstName: string, lastName: string, from: string][] = [
    ['ada', `Ada${mark}`, 'Byron', '2031-03-01'],
    ['hopper', grace, `Hopper${mark}`, '2031-05-01'],
    ['kelly', grace, `Kelly${mark}`, '2031-01-01'],
    ['zak', `Łukasz${mark}`, `O'Neil${mark}-Żak${mark} <b>x</b>`, '2031-04-01'],
  ];
  const numbers: Record<string, string> = {};
  let agent: Agent;

  before(async () => {
    agent = await agentOf(deployed);
    for (const [key, firstName, lastName, policyFrom] of holders)
      numbers[key] = await agent.sell(
        { policyFrom, policyTo: addDays(policyFrom, 9) },
        { firstName, lastName, taxId: '1' },
      );
    for (const number of Object.values(numbers)) await agent.arrived(number);
  });

  const find = async (q: string): Promise<Found['policies']> => {
    const query = `/policies?q=${encodeURIComponent(q)}`;
    const { body } = await search.get(query).expect(200);
    assert.deepEqual(jsonOf(await agent.send('GET', `/api${query}`)), body);
    return (body as Found).policies;
  };
  /** Which of our policies are found, in order. */
  const found = async (q: string): Promise<string> => {
    const all = (await find(q)).map(({ number }) => number);
    return all.map((number) => Object.keys(numbers).find((key) => numbers[key] === number) ?? '?').join(' ');
  };

  it('shows number, dates and holder', async () => {
    assert.deepEqual(await find(numbers.ada ?? ''), [
      {
        number: numbers.ada,
        dateFrom: '2031-03-01',
        dateTo: '2031-03-10',
        policyHolder: `Ada${mark} Byron`,
      },
    ]);
  });

  it('finds a policy by its whole number, its beginning, and in any case', async () => {
    const number = numbers.kelly ?? '';
    for (const q of [number, number.toUpperCase(), `"${number}"`, `${number.slice(0, 30)}*`])
      assert.equal(await found(q), 'kelly', q);
    assert.ok((await find(number.slice(0, 8))).some((policy) => policy.number === number));
    assert.equal(await found(`${number.slice(0, -1)}${number.endsWith('0') ? '1' : '0'}`), '');
    assert.equal(await found(`${grace} AND ${number}`), 'kelly');
  });

  const queries: [what: string, query: string, finds: string][] = [
    ['a word', `Hopper${mark}`, 'hopper'],
    ['a word in other letters', `hOPPER${mark.toUpperCase()}`, 'hopper'],
    ['a word, not its part', `opper${mark}`, ''],
    ['a beginning', `Hopper${mark.slice(0, 6)}*`, 'hopper'],
    ['one of several words', `${grace} Hopper${mark}`, 'hopper kelly'],
    ['words joined by small letters as words', `${grace} and Hopper${mark}`, 'hopper kelly'],
    ['AND', `${grace} AND Hopper${mark}`, 'hopper'],
    ['OR', `Ada${mark} OR Kelly${mark}`, 'ada kelly'],
    ['AND NOT', `${grace} AND NOT Hopper${mark}`, 'kelly'],
    ['NOT', `${grace} NOT Hopper${mark}`, 'kelly'],
    ['a phrase', `"${grace} Hopper${mark}"`, 'hopper'],
    ['a phrase in that order only', `"Hopper${mark} ${grace}"`, ''],
    ['parentheses', `(Ada${mark} OR Kelly${mark}) AND ${grace}`, 'kelly'],
    ['a word after a colon', `policyHolder:Kelly${mark}`, 'kelly'],
    ['a word with an apostrophe', `O'Neil${mark}`, 'zak'],
    ['a word with a hyphen', `O'Neil${mark}-Żak${mark}`, 'zak'],
    ['letters beyond ASCII', `żak${mark}`, 'zak'],
    ['no other letters for them', `zak${mark}`, ''],
    ['plain words where signs are wrong', `(${grace} AND`, 'hopper kelly'],
    ['nothing that is SQL', `${mark}') or true --`, ''],
  ];
  for (const [what, query, finds] of queries)
    it(`understands ${what}`, async () => assert.equal(await found(query), finds));

  it('shows the policies that begin last first, and 100 at most', async () => {
    assert.equal(await found(`Ada${mark} ${grace} Łukasz${mark}`), 'hopper zak ada kelly');
    const { body } = await search.get('/policies?q=*').expect(200);
    const all = (body as Found).policies; // asked once, because other tests sell policies meanwhile
    assert.ok(all.length >= 4 && all.length <= 100);
    const days = all.map(({ dateFrom }) => dateFrom ?? '');
    assert.deepEqual(days, [...days].sort().reverse());
  });

  it('finds nothing for nothing', async () => {
    for (const q of ['', ' ', '(', '"', '~', '\\', '%', '_', 'nobodyiscalledso', 'x'.repeat(3000)])
      assert.deepEqual(await find(q), []);
  });

  it('shows a policy that has ended as its last version has it', async () => {
    const from = addDays(today(), -10);
    const number = await agent.sell({ policyFrom: from, policyTo: addDays(today(), 20) });
    await agent.arrived(number);
    assert.equal((await find(number))[0]?.dateFrom, from);
    assert.equal((await agent.terminate(number)).status, 200);
    await eventually(async () => {
      const [policy] = await find(number);
      // Seen just after midnight, the day of the end is yesterday.
      assert.ok([today(), addDays(today(), 1)].includes(policy?.dateFrom ?? ''));
      assert.equal(policy?.dateTo, addDays(from, 30));
    });
  });

  it('needs to be told what to find', async () => {
    for (const path of ['/policies', '/policies/', '/policies?q=a&q=b']) {
      const { body } = await search.get(path).expect(400);
      assert.equal(body.code, 'VALIDATION');
      assert.match(body.message, /^q: /);
    }
  });

  it('names verbs and paths that do not exist', async () => {
    const { body } = await search.post('/policies').send({}).expect('Allow', 'GET, HEAD').expect(405);
    assert.equal(body.code, 'METHOD_NOT_ALLOWED');
    for (const path of ['/policies/1', '/nosuch'])
      assert.equal((await search.get(path).expect(404)).body.code, 'NOT_FOUND');
    await search.get('/health').expect(200, { status: 'UP' });
  });
});
