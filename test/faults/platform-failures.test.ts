import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { it } from 'node:test';
import { apps } from '#apps/apps';
import { journey } from '#apps/lab-insurance/smoke-scenario';
import { actionsOf } from '#shared/app/define-app';
import { control, noControl } from '#test/harness/control';
import { eventually } from '#test/harness/eventually';
import { type DeployedForm, describeForms } from '#test/harness/forms';
import { instancesOf, killInstances } from '#test/harness/instances';
import { login } from '#test/lab-insurance/client';

/** A request that a service answers by 200 unless something fails. */
interface Ask {
  path: string;
  method?: string;
  headers?: Record<string, string>;
  json?: object;
}

/** Requests to the front door of each application; the services behind it call others. */
const asks: Record<string, (deployed: DeployedForm) => Promise<(() => Ask)[]>> = {
  'robot-shop': async () => [
    () => ({ path: '/api/catalogue/products' }),
    () => ({ path: '/api/ratings/api/fetch/STAN-1' }),
    () => ({ path: `/api/cart/add/${randomUUID()}/STAN-1/1` }),
    () => ({ path: '/api/user/uniqueid', method: 'HEAD' }),
    () => ({
      path: '/api/user/register',
      method: 'POST',
      json: { name: randomUUID(), password: 'robots', email: 'somebody@example.com' },
    }),
  ],
  'lab-insurance': async (deployed) => {
    const headers = { authorization: `Bearer ${await login(deployed)}` };
    return [
      () => ({ path: '/api/products', headers }),
      () => ({ path: '/api/policies?q=Byron', headers }),
      () => ({ path: '/api/offers', method: 'POST', headers, json: journey() }),
      () => ({ path: '/login', method: 'POST', json: { username: 'jimmy.solid', password: 'secret' } }),
    ];
  },
  'social-network': async () => [
    () => ({ path: '/wrk2-api/user-timeline/read?user_id=1&start=0&stop=10' }),
    () => ({ path: '/wrk2-api/home-timeline/read?user_id=1&start=0&stop=10' }),
  ],
};

const atOnce = 6;

for (const [app, asksOf] of Object.entries(asks)) {
  describeForms(
    app,
    'failures of the platform',
    { forms: ['serverless'], skip: () => noControl },
    (deployed) => {
      let answered = 0;
      const wrong: string[] = [];

      async function ask({ path, method = 'GET', headers = {}, json }: Ask): Promise<number> {
        const body = json === undefined ? {} : { body: JSON.stringify(json) };
        const type = json === undefined ? {} : { 'content-type': 'application/json' };
        const response = await fetch(deployed.url + path, {
          method,
          headers: { ...type, ...headers },
          ...body,
        });
        const text = await response.text();
        const { status } = response;
        const isByDoor = response.headers.get('x-answered-by') === 'front-door';
        const hasHint = response.headers.get('retry-after') !== null;
        // 500 is what some originals say when a service that they call is not there.
        const isRight = [200, 500, 503, 504].includes(status) || (status === 502 && isByDoor);
        if (!isRight || (isByDoor && status < 504 && !hasHint))
          wrong.push(`${method} ${path}: ${status} ${text}`);
        answered += 1;
        return status;
      }

      /** Sends requests until `disturb` is done, and then until each of them succeeds. */
      async function askWhile(disturb: () => Promise<unknown>): Promise<void> {
        const each = await asksOf(deployed);
        let isDone = false;
        const worker = async (n: number): Promise<void> => {
          for (let i = n; !isDone; i += 1) await ask((each[i % each.length] as () => Ask)());
        };
        const disturbing = disturb().finally(() => {
          isDone = true;
        });
        await Promise.all([disturbing, ...Array.from({ length: atOnce }, (_, n) => worker(n))]);
        for (const next of each) await eventually(async () => assert.equal(await ask(next()), 200), 30_000);
        assert.deepEqual(wrong.splice(0), []);
      }

      const moreAnswers = async (count: number): Promise<void> => {
        const enough = answered + count;
        await eventually(() => assert.ok(answered >= enough), 60_000);
      };

      it('are no 400 and no 404 when instances are killed while they answer', async () => {
        const names = actionsOf(apps[app]?.app ?? assert.fail()).map(({ name }) => `${app}/${name}`);
        let killed = 0;
        await askWhile(async () => {
          while (killed < 20) {
            await moreAnswers(2 * atOnce);
            for (const name of names) killed += await killInstances(name);
          }
        });
      });

      it('are no 400 and no 404 when the platform is killed; its actions are there when it is back', async () => {
        await askWhile(async () => {
          await moreAnswers(2 * atOnce);
          await control.crash('component/openwhisk');
          await moreAnswers(2 * atOnce);
          await eventually(() => instancesOf(`${app}/any`), 30_000);
          await moreAnswers(2 * atOnce);
        });
      });
    },
  );
}
