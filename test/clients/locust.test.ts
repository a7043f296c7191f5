// The paper's ramps, by the unmodified Locust of PyPI.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { it } from 'node:test';
import * as z from 'zod';
import { describeForms } from '#test/harness/forms';
import { installLocust } from './install.ts';
import { workplace } from './workplace.ts';

const locust = await installLocust();
const skip = 'skip' in locust && locust.skip;
const { run, read } = workplace('folder' in locust ? locust.folder : '');
const apps = join(import.meta.dirname, '..', '..', 'apps');
const timeLimit = join(import.meta.dirname, 'start_of_time_limit.py');

/** What each file measures. */
const measured = {
  overleaf: 'Compile',
  'social-network': 'ComposePost',
  'robot-shop': 'SubmitOrder',
  'lab-insurance': 'CreatePolicy',
};

const statistics = z.array(
  z.object({ name: z.string(), num_requests: z.number(), num_failures: z.number() }),
);

for (const [app, name] of Object.entries(measured))
  describeForms(app, `Locust sends ${name}`, { skip }, ({ form, url }) => {
    it('in a ramp, and no request fails', async () => {
      const ramp = ['--users', '2', '--spawn-rate', '1', '--run-time', '4s', '--stop-timeout', '60s'];
      const files = `${join(apps, app, 'load', 'locustfile.py')},${timeLimit}`;
      const printed = await run('locust', [
        ...['--headless', '--only-summary', '--json-file', `${app}-${form}`],
        ...['-f', files, '--host', url, ...ramp],
      ]);
      const all = statistics.parse(JSON.parse(read(`${app}-${form}.json`)));
      assert.deepEqual(
        all.filter(({ num_failures }) => num_failures > 0),
        [],
      );
      assert.ok(
        all.some((each) => each.name === name && each.num_requests >= 2),
        printed,
      );
    });
  });
