// The compose files, read by Compose itself.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { config } from 'docker-compose';
import { apps } from '#apps/apps';
import { findCompose } from '#compose/local/docker/compose-program';
import { forms } from '#shared/app/addresses';
import { createProgress } from '#shared/cli/progress';
import { noDocker } from '#test/harness/stand-ins';

const folder = join(import.meta.dirname, '..', '..', 'compose');

describe('the compose files', { skip: await noDocker() }, () => {
  for (const { app } of Object.values(apps))
    for (const form of forms)
      for (const profile of form === 'serverless' ? [undefined, 'openwhisk'] : [undefined])
        it(`of ${app.title}, ${form} form, are accepted with ${profile ?? 'no'} profile`, async () => {
          const compose = await findCompose(createProgress());
          const { exitCode, data } = await config({
            ...compose,
            cwd: join(folder, app.name),
            config: [`${form}.yaml`],
            composeOptions: profile === undefined ? [] : ['--profile', profile],
          });
          assert.equal(exitCode, 0);
          const { services } = data.config;
          assert.equal('openwhisk-standalone' in services, profile !== undefined);
          assert.equal('openwhisk' in services, form === 'serverless');
        });
});
