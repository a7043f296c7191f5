import { type StoreName, storesWith } from '../stores.ts';
import { dialect, variablesOf } from './dialect.ts';
import { type Container, labelsOf, type Manifest, podOf } from './pod.ts';
import { claimOf, serviceOf } from './service.ts';

/** The components, with the names of secrets in the place of these. */
export const stores = storesWith(dialect.secret);

/** A component: its StatefulSet, its Service, and the claim of the volume with its data. */
export function storeManifests(name: StoreName): Manifest[] {
  const store = stores[name];
  const { environment = {}, command } = store.settings ?? {};
  const claim = `${name}-data`;
  const container: Container = {
    name,
    image: store.image,
    ...(command === undefined ? {} : { args: command }),
    env: variablesOf(environment),
    port: store.port,
    user: store.uid,
    memoryMb: store.memoryMb,
    scratch: store.scratch ?? [],
    ...(store.data === undefined ? {} : { volumes: { [claim]: store.data } }),
  };
  const set: Manifest = {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name, labels: labelsOf(name) },
    spec: {
      serviceName: name,
      replicas: 1,
      selector: { matchLabels: labelsOf(name) },
      template: podOf(container),
    },
  };
  return [set, serviceOf(name, store.port), ...(store.data === undefined ? [] : [claimOf(claim)])];
}
