import { labelsOf, type Manifest } from './pod.ts';

/** The name by which other pods reach a part. */
export const serviceOf = (name: string, port: number): Manifest => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, labels: labelsOf(name) },
  spec: { selector: labelsOf(name), ports: [{ port, targetPort: port }] },
});

/** A claim of a volume; the cluster decides where it is. */
export const claimOf = (name: string): Manifest => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name },
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '2Gi' } } },
});
