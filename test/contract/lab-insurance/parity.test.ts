// The same operations, in the same order, on both forms: the same answers and the same stored data.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SqlService } from '#apps/lab-insurance/databases';
import { forms } from '#shared/app/addresses';
import { compareForms, type DeployedForm, withoutAddressOf } from '#test/harness/forms';
import { agentOf } from '#test/lab-insurance/client';
import { noStores, withStore } from '#test/lab-insurance/stores';
import { family, operations, plan, type Run, seed, settle } from './operations.ts';

/** Each form's own numbers and times become the order in which they were seen; lists without an order are sorted. */
function normaliser(): (value: unknown) => unknown {
  const seen = new Map<string, string>();
  const text = (value: string): string =>
    value
      .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, (uuid) => {
        if (!seen.has(uuid)) seen.set(uuid, `<${seen.size}>`);
        return seen.get(uuid) ?? '';
      })
      .replace(/\d{4}-\d{2}-\d{2}T[\d:.]+Z/g, '<time>');
  const normal = (value: unknown, key = ''): unknown => {
    if (key === 'content') return Buffer.from(String(value), 'base64').subarray(0, 5).toString();
    if (typeof value === 'string') return text(value);
    if (Array.isArray(value)) return value.map((item) => normal(item));
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, normal(item, name)]));
  };
  return (value) => normal(value);
}

/** Search has no order among policies of the same day. */
const inOrder = (answer: unknown): unknown => {
  const policies = (answer as [number, { policies?: { number: string }[] }])[1]?.policies;
  policies?.sort((one, other) => JSON.stringify(one).localeCompare(JSON.stringify(other)));
  return answer;
};

/** What is compared: rows with the family's name, or, without `$1`, those that begin with a policy of this run. */
const tables: [SqlService, string][] = [
  [
    'policy',
    `select p.number, p.agent_login, v.version_number, v.product_code, v.first_name, v.cover_from, v.cover_to,
     v.version_from, v.version_to, v.total_premium from policy p join policy_version v on v.policy_number = p.number
     where v.last_name = $1 order by p.number, v.version_number`,
  ],
  [
    'policy',
    `select c.policy_number, c.version_number, c.code, c.price from cover c join policy_version v
     on v.policy_number = c.policy_number and v.version_number = c.version_number where v.last_name = $1
     order by c.policy_number, c.version_number, c.code`,
  ],
  [
    'policy-search',
    `select number, date_from, date_to, policy_holder, sequence from policy_view where policy_holder like '%' || $1 order by number`,
  ],
  [
    'dashboard',
    `select number, from_date, to_date, policy_holder, product_code, total_premium, agent_login from policy_stat
     where policy_holder like '%' || $1 order by number`,
  ],
  [
    'payment',
    `select a.policy_number, e.entry_type, e.effective_date, e.amount from policy_account a
     join accounting_entry e on e.account_id = a.id`,
  ],
  ['documents', 'select policy_number, count(*) as documents from policy_document group by policy_number'],
];

async function stored({ deployed, policies }: Run): Promise<unknown[][]> {
  const index = new Map(policies.map((number, at) => [number, at]));
  const dump: unknown[][] = [];
  for (const [service, sql] of tables) {
    const isByName = sql.includes('$1');
    const rows = await withStore(deployed, service, (store) =>
      store.all<Record<string, unknown>>(sql, isByName ? [family] : []),
    );
    const ours = rows.filter((row) => isByName || index.has(String(row.policy_number)));
    const own = ours.map((row) =>
      Object.values(row).map((value) =>
        typeof value === 'string' && index.has(value) ? index.get(value) : value,
      ),
    );
    dump.push(own.sort((one, other) => JSON.stringify(one).localeCompare(JSON.stringify(other))));
  }
  return dump;
}

async function replay(deployed: DeployedForm): Promise<{ answers: unknown[]; run: Run }> {
  const agent = await agentOf(deployed);
  const run: Run = { deployed, agent, offers: [], policies: [], accounts: [], underWay: new Map() };
  const normal = normaliser();
  const answers: unknown[] = [];
  for (const operation of plan()) answers.push(inOrder(normal(await operation(run))));
  await settle(run);
  return { answers, run };
}

const skip = (deployed: DeployedForm) => noStores(deployed) || withoutAddressOf('policy-search')(deployed);

compareForms('lab-insurance', 'the same operations', { skip }, (both) => {
  test(`${operations} operations, seed ${seed}: both forms give the same answers and keep the same data`, async () => {
    const [one, other] = await Promise.all(forms.map((form) => replay(both[form])));
    assert.ok(one !== undefined && other !== undefined);
    for (const [index, answer] of one.answers.entries())
      assert.deepEqual(other.answers[index], answer, `operation ${index}`);
    const statuses = new Set(one.answers.map((answer) => (answer as [number])[0]));
    for (const status of [200, 400, 404, 409, 422])
      assert.ok(statuses.has(status), `no operation was answered ${status}`);
    assert.ok(one.run.policies.length > 100);
    const kept = await stored(one.run);
    for (const rows of kept) assert.ok(rows.length > 0, 'rows of every table are compared');
    assert.deepEqual(await stored(other.run), kept);
  });
});
