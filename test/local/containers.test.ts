// The files for Compose and Kubernetes, which are made of the tables of the applications.
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { parse, parseAllDocuments } from 'yaml';
import * as z from 'zod';
import { apps } from '#apps/apps';
import { isEmpty } from '#compose/generate/files';
import { problemOf } from '#compose/generate/kubernetes/validate';
import { forms } from '#shared/app/addresses';
import { gatewayIn } from '#shared/app/define-app';

const folder = join(import.meta.dirname, '..', '..', 'compose');

const service = z.looseObject({
  image: z.string(),
  ports: z.array(z.string()).optional(),
  read_only: z.literal(true),
  cap_drop: z.tuple([z.literal('ALL')]),
  security_opt: z.tuple([z.literal('no-new-privileges:true')]),
  mem_limit: z.string(),
  cpus: z.number(),
  environment: z.record(z.string(), z.string().nullable()).optional(),
});
/** The OpenWhisk of the profile has the engine's socket, so what confines the others would confine nothing. */
const realOpenWhisk = z.looseObject({
  profiles: z.tuple([z.literal('openwhisk')]),
  image: z.string(),
  ports: z.never().optional(),
  volumes: z.tuple([z.string().regex(/:\/var\/run\/docker\.sock$/)]),
});
const composeFile = z.object({
  services: z.object({ 'openwhisk-standalone': realOpenWhisk.optional() }).catchall(service),
});

const manifest = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({ name: z.string() }),
});
const overlay = z.looseObject({ resources: z.array(z.string()) });
const policy = z.object({
  spec: z.object({
    podSelector: z.object({ matchLabels: z.record(z.string(), z.string()).default({}) }),
    ingress: z.array(z.unknown()).default([]),
    egress: z
      .array(
        z.object({
          to: z
            .array(
              z.object({
                podSelector: z
                  .object({ matchLabels: z.record(z.string(), z.string()) })
                  .default({ matchLabels: {} }),
              }),
            )
            .default([]),
        }),
      )
      .default([]),
  }),
});

const manifestsIn = (app: string, form: string) =>
  globSync(join(folder, 'kubernetes', app, form, '{base,large}', '*.yaml'))
    .filter((file) => !file.endsWith('kustomization.yaml'))
    .flatMap((file) =>
      parseAllDocuments(readFileSync(file, 'utf8')).map((each) => manifest.parse(each.toJS())),
    );

for (const { app } of Object.values(apps))
  for (const form of forms)
    describe(`${app.title}, ${form} form`, () => {
      const { 'openwhisk-standalone': standalone, ...services } = composeFile.parse(
        parse(readFileSync(join(folder, app.name, `${form}.yaml`), 'utf8'), { merge: true }),
      ).services;

      it('offers a real OpenWhisk where it needs one', () => {
        assert.equal(standalone !== undefined, form === 'serverless');
      });

      it('has containers without rights, of which only the front door has a port, on loopback', () => {
        const published = Object.entries(services).filter(([, { ports }]) => ports !== undefined);
        assert.deepEqual(
          published.map(([name]) => name),
          [gatewayIn(app, form)],
        );
        for (const [, { ports = [] }] of published)
          for (const port of ports) assert.match(port, /^127\.0\.0\.1:/);
      });

      it('has images of fixed versions', () => {
        for (const { image } of Object.values(services))
          assert.match(image, /:(\d|\$\{DIPTYCH_TAG:-local\})/);
      });

      it('has no secret in a manifest of Kubernetes', () => {
        for (const each of manifestsIn(app.name, form))
          assert.doesNotMatch(JSON.stringify(each), /"(\w*(PASSWORD|SECRET)|OW_AUTH)","value":/);
      });

      it('lets pods start as the strictest standard of Kubernetes wants them', () => {
        const pods = manifestsIn(app.name, form).filter(({ kind }) =>
          ['Deployment', 'StatefulSet', 'Job'].includes(kind),
        );
        assert.ok(pods.length > 5);
        for (const pod of pods) {
          const text = JSON.stringify(pod);
          for (const sign of [
            '"runAsNonRoot":true',
            '"allowPrivilegeEscalation":false',
            '"readOnlyRootFilesystem":true',
            '"drop":["ALL"]',
            '"type":"RuntimeDefault"',
            '"automountServiceAccountToken":false',
          ])
            assert.ok(text.includes(sign), `${pod.metadata.name}: ${sign}`);
        }
      });
    });

describe('Kubernetes', () => {
  it('has overlays of files that are there and say something', () => {
    const all = globSync(join(folder, 'kubernetes', '*', '*', '{small,large}', 'kustomization.yaml'));
    assert.equal(all.length, 16);
    for (const file of all) {
      const { resources } = overlay.parse(parse(readFileSync(file, 'utf8')));
      for (const resource of resources.filter((name) => name.endsWith('.yaml')))
        assert.ok(!isEmpty(readFileSync(join(dirname(file), resource), 'utf8')), `${resource} of ${file}`);
    }
    assert.ok(isEmpty('# only a comment\n') && isEmpty('kind: Job\n---\n# and then nothing\n'));
  });

  it('lets a service reach just what its row in the table names', () => {
    const policies = manifestsIn('robot-shop', 'microservice').filter(({ kind }) => kind === 'NetworkPolicy');
    const ofPayment = policies.find(({ metadata }) => metadata.name === 'from-payment');
    const reached = policy
      .parse(ofPayment)
      .spec.egress.flatMap(({ to }) =>
        to.flatMap(({ podSelector }) => Object.values(podSelector.matchLabels)),
      );
    assert.deepEqual(reached.sort(), [
      'cart',
      'catalogue',
      'mongodb',
      'payment-provider',
      'rabbitmq',
      'user',
    ]);
  });

  it('lets actions reach the stores and the processes that they call, and nobody else from outside', () => {
    const policies = manifestsIn('overleaf', 'serverless').filter(({ kind }) => kind === 'NetworkPolicy');
    const openTo = (from: string) =>
      policies.flatMap((each) => {
        const { podSelector, ingress } = policy.parse(each).spec;
        const isOpen = ingress.some((rule) => JSON.stringify(rule).includes(from));
        return isOpen ? Object.values(podSelector.matchLabels) : [];
      });
    assert.deepEqual(openTo('"kubernetes.io/metadata.name":"openwhisk"').sort(), [
      'filestore',
      'mongodb',
      'redis',
    ]);
    const toAnybody = policies.filter((each) => JSON.stringify(each.spec).includes('gress":[{}]'));
    assert.deepEqual(
      toAnybody.map(({ metadata }) => metadata.name),
      ['anybody-to-web-proxy'],
    );
  });

  it('gives actions addresses with the namespace of the stores, because they run in another one', () => {
    for (const { app } of Object.values(apps)) {
      const deploy = manifestsIn(app.name, 'serverless').find(
        ({ kind, metadata }) => kind === 'Job' && metadata.name === 'deploy',
      );
      const variables = JSON.stringify(deploy);
      assert.match(variables, /"mongodb:\/\/mongodb\.\$\(POD_NAMESPACE\)\.svc\.cluster\.local:27017"/);
      assert.doesNotMatch(variables, /:\/\/(?:[^@/"]+@)?[\w-]+:\d/);
    }
  });

  it('has a volume for files where a process keeps some, and else none', () => {
    const withFiles = Object.values(apps).flatMap(({ app }) =>
      forms
        .filter((form) => JSON.stringify(manifestsIn(app.name, form)).includes('"claimName":"files"'))
        .map((form) => `${app.name} ${form}`),
    );
    assert.deepEqual(withFiles.sort(), [
      'lab-insurance microservice',
      'overleaf microservice',
      'overleaf serverless',
    ]);
    for (const file of globSync(join(folder, 'kubernetes', '*', '*', 'large', 'kustomization.yaml'))) {
      const [app = '', form = ''] = file.split('/').slice(-4);
      const text = readFileSync(file, 'utf8');
      assert.equal(text.includes('ReadWriteMany'), withFiles.includes(`${app} ${form}`), file);
    }
  });

  it('takes the key of an OpenWhisk from whoever has one, and makes the other secrets', () => {
    for (const { app } of Object.values(apps))
      for (const size of ['small', 'large']) {
        const file = join(folder, 'kubernetes', app.name, 'serverless', size, 'kustomization.yaml');
        const text = readFileSync(file, 'utf8');
        assert.match(text, /^# echo "OW_AUTH=\$OW_AUTH" >> secrets\.env$/m);
        assert.doesNotMatch(text, /for name in .*OW_AUTH/);
      }
  });

  it('keeps data below the root of a volume, where PostgreSQL and Kafka refuse the folder lost+found', () => {
    const text = readFileSync(
      join(folder, 'kubernetes', 'lab-insurance', 'microservice', 'base', 'stores.yaml'),
      'utf8',
    );
    assert.match(text, /name: PGDATA\n +value: \/var\/lib\/postgresql\/data\/\w+\n/);
    assert.match(text, /name: KAFKA_LOG_DIRS\n +value: \/var\/lib\/kafka\/data\/\w+\n/);
  });

  it('has schemas by which a wrong manifest is found', async () => {
    const [deployment] = manifestsIn('robot-shop', 'microservice').filter(
      ({ kind }) => kind === 'Deployment',
    );
    assert.ok(deployment);
    assert.equal(await problemOf(deployment), undefined);
    assert.match((await problemOf({ ...deployment, spec: { replicas: 'two' } })) ?? '', /replicas|selector/);
  });
});
