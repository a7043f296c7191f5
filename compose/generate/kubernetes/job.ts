import type { Variable } from './dialect.ts';
import { files, labelsOf, type Manifest, nodeUser, podOf } from './pod.ts';

/** What a job does. */
export interface Work {
  name: string;
  args: string[];
  env: Variable[];
  /** Whether it has the files of the processes. */
  hasFiles: boolean;
}

/** A job that does its work once; it begins anew until what it needs is there. */
export const jobOf = ({ name, args, env, hasFiles }: Work): Manifest => ({
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: { name, labels: labelsOf(name) },
  spec: {
    backoffLimit: 20,
    template: podOf({
      name,
      image: 'diptych',
      args,
      env,
      user: nodeUser,
      memoryMb: 512,
      ...(hasFiles ? { volumes: { [files.claim]: files.path } } : {}),
      restartPolicy: 'OnFailure',
    }),
  },
});
