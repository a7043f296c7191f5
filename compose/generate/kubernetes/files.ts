import { stringify } from 'yaml';
import { type Form, forms } from '#shared/app/addresses';
import type { App } from '#shared/app/define-app';
import { baseOf, largeOf, type Manifests, secretNames } from './form.ts';
import { hasFiles } from './process.ts';

/** The size of a cluster that an overlay is for. */
const sizes = ['small', 'large'] as const;

/** All files of an application below `compose/kubernetes/<app>/`: their texts by their paths. */
export const kubernetesFiles = (app: App): Map<string, string> =>
  new Map(forms.flatMap((form) => [...filesOf(app, form)].map(([path, text]) => [`${form}/${path}`, text])));

function* filesOf(app: App, form: Form): Generator<[path: string, text: string]> {
  const base = baseOf(app, form);
  const large = largeOf(app, form);
  const comment = `# ${app.title}, ${form} form. Made of apps/${app.name}/app.ts by npm run compose.\n`;
  for (const [name, manifests] of Object.entries(base)) yield [`base/${name}`, comment + textOf(manifests)];
  yield ['base/kustomization.yaml', comment + kustomization({ resources: Object.keys(base) })];
  for (const size of sizes) yield [`${size}/kustomization.yaml`, overlay(app, form, size, large)];
  for (const [name, manifests] of Object.entries(large)) yield [`large/${name}`, comment + textOf(manifests)];
}

/** The secrets come from a file that nobody commits. */
function overlay(app: App, form: Form, size: (typeof sizes)[number], large: Manifests): string {
  const isLarge = size === 'large';
  return `# ${app.title}, ${form} form, in a ${size} cluster. First, in this folder:\n${commands(app, form)}${kustomization(
    {
      namespace: `${app.name}-${form}`,
      resources: ['../base', ...(isLarge ? Object.keys(large) : [])],
      secretGenerator: [{ name: 'secrets', envs: ['secrets.env'] }],
      images: ['diptych', 'diptych-programs'].map((name) => ({ name, newTag: 'local' })),
      ...(isLarge && hasFiles(app, form) ? { patches: [sharedFiles] } : {}),
    },
  )}`;
}

/** The commands that write `secrets.env`, as comments. The key of an OpenWhisk cannot be any: the OpenWhisk has to know it. */
function commands(app: App, form: Form): string {
  const names = secretNames(app, form);
  const own = names.filter((name) => name !== 'OW_AUTH');
  const make = `for name in ${own.join(' ')}; do echo "$name=$(openssl rand -hex 24)"; done > secrets.env`;
  return [
    ...(own.length === 0 ? [] : [`# ${make}`]),
    ...(own.length === names.length
      ? []
      : [
          '# OW_AUTH is the UUID:KEY of the namespace guest of your OpenWhisk:',
          '# echo "OW_AUTH=$OW_AUTH" >> secrets.env',
        ]),
    '',
  ].join('\n');
}

/** With more than one node, the files need a volume that pods of several nodes mount. */
const sharedFiles = {
  target: { kind: 'PersistentVolumeClaim', name: 'files' },
  patch: '[{ "op": "replace", "path": "/spec/accessModes", "value": ["ReadWriteMany"] }]',
};

const kustomization = (content: object): string =>
  stringify({ apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization', ...content });

const textOf = (manifests: object[]): string =>
  manifests
    .map((manifest) => stringify(manifest, { lineWidth: 0, aliasDuplicateObjects: false }))
    .join('---\n');
