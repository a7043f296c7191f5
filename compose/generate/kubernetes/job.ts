import { variablesOf } from './dialect.ts';
import { files, labelsOf, type Manifest, nodeUser, podOf } from './pod.ts';

/** A job that does its work once; it begins anew until what it needs is there. */
export const jobOf = (name: string, args: string[], variables: Record<string, string>): Manifest => ({
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: { name, labels: labelsOf(name) },
  spec: {
    backoffLimit: 20,
    template: podOf({
      name,
      image: 'diptych',
      args,
      env: variablesOf(variables),
      user: nodeUser,
      memoryMb: 512,
      volumes: { [files.claim]: files.path },
      restartPolicy: 'OnFailure',
    }),
  },
});
