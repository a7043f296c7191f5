// Every recorded request to the original, made again: the answer is the same by value, or it is different on purpose.
import assert from 'node:assert/strict';
import { before, it } from 'node:test';
import type { Form } from '#shared/app/addresses';
import { inProcess } from '#test/harness/deployed-form';
import { eventually } from '#test/harness/eventually';
import { describeForms, withoutAddressOf } from '#test/harness/forms';
import { login } from '#test/lab-insurance/client';
import { assertSame, type Names } from './compare.ts';
import { accounts, type Difference, differences, left, linesIn, type Status } from './differences.ts';
import { type Answer, isSale, type Recorded, recordedSteps, sell, send, serviceOf } from './replay.ts';
import { inCommon } from './scope.ts';

const services = 'auth product pricing gateway policy search payment documents dashboard'.split(' ');
/** Those that hear of a sale a little later. */
const followers = ['search', 'payment', 'documents', 'dashboard'];

const different = new Map(
  differences.flatMap((difference) =>
    linesIn(difference[2]).map((line): [number, Difference] => [line, difference]),
  ),
);
const leftOut = new Set(left.flatMap(([_why, lines]) => linesIn(lines)));

describeForms(
  'lab-insurance',
  'the recording of the original',
  { skip: withoutAddressOf(...services.map(serviceOf)) },
  (deployed) => {
    const names: Names = new Map();
    let token = '';
    before(async () => {
      token = await login(deployed);
    });

    for (const step of recordedSteps(services)) {
      const { line } = step;
      if (leftOut.has(line)) continue;
      if (isSale(step)) {
        it(`${line}: a policy of ${step.premium} is sold`, async () => {
          names.set(step.policy, await sell(deployed, step));
        });
        continue;
      }
      const { service, method, path, auth } = step.request;
      const title = [`${line}:`, service, method, path, auth, step.note].filter(Boolean).join(' ');
      const again = async () => check(await send(deployed, step, names, token), step);
      it(title.slice(0, 120), () => (followers.includes(service) ? eventually(again, 20_000) : again()));
    }

    function check(answer: Answer, step: Recorded): void {
      for (const [account, policys] of Object.entries(accounts)) {
        const number = names.get(policys);
        if (number !== undefined) names.set(account, number);
      }
      const difference = different.get(step.line);
      if (difference === undefined) {
        assertAgrees(answer, step, names);
      } else {
        const [_why, status, _lines, becomes] = difference;
        assert.equal(answer.status, statusIn(deployed.form, status), JSON.stringify(answer.body));
        assert.throws(() => assertAgrees(answer, step, new Map(names)), 'it is not different any more');
        if (becomes !== undefined) assertSame(answer.body, becomes(step.answer.body), names);
      }
    }
  },
);

/** Errors agree by their status: ours say `{message, code}` always, the original's many things or nothing. */
function assertAgrees({ status, body }: Answer, { request, answer }: Recorded, names: Names): void {
  assert.equal(status, answer.status, JSON.stringify(body));
  if (status >= 400 || answer.body === null) return;
  assertSame(...inCommon(body, answer.body, request.path, names), names);
}

/** In process no platform is between us and the action, so that its answer is that of the microservice. */
const statusIn = (form: Form, status: Status): number =>
  typeof status === 'number' ? status : status[inProcess ? 'microservice' : form];
