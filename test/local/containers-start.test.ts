// What `npm start -- APP --docker` and `npm run compose -- --env` do before any container starts.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { apps } from '#apps/apps';
import { checkAddresses } from '#compose/image/jobs/check-addresses';
import { writeEnvFile } from '#compose/local/docker/env-file';
import { checkScale } from '#compose/local/docker/scale';
import { newSecrets } from '#compose/local/docker/secrets';
import { forms } from '#shared/app/addresses';

const plan = { apps: Object.values(apps), forms: [...forms] };

describe('--scale', () => {
  it('takes processes that may be several', () => {
    for (const [app, name] of [
      ['robot-shop', 'payment'],
      ['social-network', 'post-storage'],
      ['overleaf', 'clsi'],
    ] as const)
      checkScale({ ...plan, apps: plan.apps.filter((each) => each.app.name === app) }, new Map([[name, 3]]));
  });

  const refused: [name: string, count: number, message: RegExp][] = [
    ['paymnt', 2, /^--scale paymnt: there is no such process; there are .*payment/],
    ['web', 2, /^--scale web=2: there can be only one web of Robot Shop, because it is the front door/],
    ['real-time', 2, /only one real-time of Overleaf, because it keeps in memory the connections/],
    ['chat', 3, /only one chat of LAB Insurance, because it keeps in memory the agents in each room/],
    ['policy', 2, /only one policy of LAB Insurance, because it has its database in a file/],
  ];
  for (const [name, count, message] of refused)
    it(`refuses ${name}=${count} and says why`, () => {
      assert.throws(() => checkScale(plan, new Map([[name, count]])), { exitCode: 2, message });
    });

  it('takes one of each', () => {
    checkScale(plan, new Map([['real-time', 1]]));
  });
});

describe('the secrets of an application', () => {
  const [{ app }] = plan.apps as [(typeof plan.apps)[number]];

  it('are new ones, but for those that somebody has set', () => {
    const [one, other] = [newSecrets(app, {}), newSecrets(app, { MYSQL_ROOT_PASSWORD: 'mine' })];
    assert.deepEqual(Object.keys(one).sort(), ['MYSQL_ROOT_PASSWORD', 'OW_AUTH', 'RABBITMQ_PASSWORD']);
    assert.equal(other.MYSQL_ROOT_PASSWORD, 'mine');
    assert.match(one.OW_AUTH ?? '', /^[0-9a-f-]{36}:[0-9a-f]{64}$/);
    assert.notEqual(one.OW_AUTH, other.OW_AUTH);
  });

  it('are refused where they cannot work, without their values', () => {
    for (const [name, value, message] of [
      ['RABBITMQ_PASSWORD', 'r@b/b#it', /^RABBITMQ_PASSWORD has other characters than letters, digits/],
      ['OW_AUTH', 'nonsense', /^OW_AUTH is not UUID:KEY/],
    ] as const)
      assert.throws(
        () => newSecrets(app, { [name]: value }),
        (error: Error) => message.test(error.message) && !error.message.includes(value),
      );
  });

  it('that end an address too early are refused by the job that fills the stores, without their values', () => {
    const addresses = {
      MYSQL_URL: 'mysql://root:p@ss/w#rd@mysql:3306',
      AMQP_URL: 'amqp://diptych:se/cret@rabbitmq:5672',
      POSTGRES_URL: 'postgresql://postgres:p.-_~9@postgresql:5432',
      MONGO_URL: 'mongodb://one:27017,two:27017/?replicaSet=set',
    };
    const names = [...Object.keys(addresses), 'KAFKA_BROKERS'];
    assert.throws(() => checkAddresses(names, addresses), {
      message: /^MYSQL_URL, AMQP_URL: the password in this address has one of [^:]+ write a new one\.$/,
      exitCode: 2,
    });
    const { MYSQL_URL: _, AMQP_URL: __, ...usable } = addresses;
    checkAddresses(names, usable);
  });

  it('are written into a file that only its owner may read, and are never overwritten', (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'env-'));
    t.after(() => rmSync(folder, { recursive: true }));
    const path = join(folder, '.env');
    assert.equal(writeEnvFile(app, folder), path);
    const text = readFileSync(path, 'utf8');
    assert.match(text, /^MYSQL_ROOT_PASSWORD=[0-9a-f]{64}$/m);
    assert.equal(statSync(path).mode & 0o777, 0o600);
    assert.equal(writeEnvFile(app, folder), undefined);
    assert.equal(readFileSync(path, 'utf8'), text);
  });
});
