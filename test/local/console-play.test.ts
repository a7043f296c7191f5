import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { robotShop } from '#apps/robot-shop/app';
import { measureAgain, sendToAll } from '#compose/local/console/play';
import type { Deployment } from '#compose/local/deployment';
import { createFormControl } from '#compose/local/form-control';
import type { Form } from '#shared/app/addresses';
import type { RunnableApp, ScenarioResult } from '#shared/app/runnable-app';
import { createProgress } from '#shared/cli/progress';

const line = { service: 'web', trace: '', ms: 1, compute: 1, store: 0, gateway: 0, at: 0, waits: [] };

/** A form at an address of its own, with what stops it. */
const formOf = (form: Form, stop = () => Promise.resolve()): Deployment =>
  ({
    app: robotShop,
    form,
    url: `http://${form}`,
    linesOf: async () => [line],
    control: createFormControl(
      `The ${form} form of Robot Shop`,
      createProgress(() => undefined),
      {
        stop,
        start: async () => undefined,
      },
    ),
  }) as unknown as Deployment;

/** Robot Shop with another scenario. */
const shopThat = (run: (url: string) => Promise<ScenarioResult>): RunnableApp =>
  ({ app: robotShop, smokeScenario: { name: 'SubmitOrder', run } }) as unknown as RunnableApp;

const answered: ScenarioResult = { totalMs: 5, dispatchMs: 0, traceId: '1' };
const refused = new Error('connect ECONNREFUSED 127.0.0.1:8081');
const start = 'start it on the page Forms, under “Applications and forms”.';

describe('one request to all forms', () => {
  it('says that a form is being stopped, in place of the error of its connection', async () => {
    const stops = new Promise<void>(() => undefined);
    const [microservice, serverless] = [formOf('microservice', () => stops), formOf('serverless')];
    const shop = shopThat(async (url) => {
      if (url !== microservice.url) return answered;
      void microservice.control?.stop();
      throw refused;
    });
    const { traces, notices } = await sendToAll(shop, [microservice, serverless]);
    assert.deepEqual(Object.keys(traces), ['serverless']);
    assert.deepEqual(notices, [
      `The microservice form of Robot Shop is being stopped: when that is done, ${start}`,
    ]);
  });

  it('is refused when no form runs', async () => {
    const serverless = formOf('serverless');
    await serverless.control?.stop();
    const message = `The serverless form of Robot Shop is stopped: ${start}`;
    const shop = shopThat(async () => answered);
    await assert.rejects(sendToAll(shop, [serverless]), { status: 409, message });
    await assert.rejects(measureAgain(shop, [serverless], {}), { status: 409, message });
  });

  it('names the form that fails although it runs', async () => {
    const shop = shopThat(() => Promise.reject(refused));
    await assert.rejects(sendToAll(shop, [formOf('serverless')]), {
      status: 502,
      message: `The serverless form of Robot Shop has failed: ${refused.message}`,
    });
  });
});

it('shows no times of an earlier run for a form that is stopped while it is measured', async () => {
  const [microservice, serverless] = [formOf('microservice'), formOf('serverless')];
  const before = { microservice: { ok: true, totalMs: 7 } };
  const shop = shopThat(async (url) => {
    if (url !== microservice.url) return answered;
    await microservice.control?.stop();
    throw refused;
  });
  const { report, notices } = await measureAgain(shop, [microservice, serverless], before);
  assert.equal(report.microservice, undefined);
  assert.equal(report.serverless?.warm?.totalMs.median, answered.totalMs);
  assert.deepEqual(notices, [`The microservice form of Robot Shop is stopped: ${start}`]);
});
