/** A manifest of Kubernetes. */
export interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: { name: string; labels?: Record<string, string> };
  [member: string]: unknown;
}

/** What marks all that belongs to one part of an application. */
export const labelsOf = (part: string): Record<string, string> => ({ 'app.kubernetes.io/name': part });

/** The volume with the files that processes of a form share, and where it is in their containers. */
export const files = { claim: 'files', path: '/data' };

/** The user of our images. */
export const nodeUser = 1000;

/** What a container of a part is. */
export interface Container {
  name: string;
  image: string;
  command?: string[];
  args?: string[];
  env?: unknown[];
  /** The port on which it listens. */
  port?: number | undefined;
  /** The path at which it answers 200 when it can serve; without one a connection is enough. */
  health?: string | undefined;
  /** The number of the user that it runs as. */
  user: number;
  memoryMb: number;
  /** Folders that it writes to and that end with it. */
  scratch?: string[];
  /** Volumes, by the names of their claims, and where they are. */
  volumes?: Record<string, string>;
  restartPolicy?: 'OnFailure';
}

/** The template of a pod with one container, as the strictest of the pod security standards wants it. */
export function podOf(container: Container): { metadata: object; spec: object } {
  const { name, image, command, args, env, port, user, memoryMb, restartPolicy } = container;
  const { scratch = [], volumes = {} } = container;
  const folders = ['/tmp', ...scratch];
  const mounts = [
    ...folders.map((mountPath, at) => ({ name: `scratch-${at}`, mountPath })),
    ...Object.entries(volumes).map(([claim, mountPath]) => ({ name: claim, mountPath })),
  ];
  const claims = Object.keys(volumes).map((claimName) => ({
    name: claimName,
    persistentVolumeClaim: { claimName },
  }));
  return {
    metadata: { labels: labelsOf(name) },
    spec: {
      automountServiceAccountToken: false,
      // Else a Service named kafka gives each container KAFKA_PORT, which Kafka takes for a setting.
      enableServiceLinks: false,
      ...(restartPolicy === undefined ? {} : { restartPolicy }),
      securityContext: {
        runAsNonRoot: true,
        runAsUser: user,
        runAsGroup: user,
        fsGroup: user,
        seccompProfile: { type: 'RuntimeDefault' },
      },
      containers: [
        {
          name,
          image,
          ...(command === undefined ? {} : { command }),
          ...(args === undefined ? {} : { args }),
          ...(env === undefined ? {} : { env }),
          ...(port === undefined ? {} : { ports: [{ containerPort: port }], ...probesOf(container) }),
          resources: {
            requests: { cpu: '50m', memory: `${memoryMb / 2}Mi` },
            limits: { cpu: '1', memory: `${memoryMb}Mi` },
          },
          securityContext: {
            allowPrivilegeEscalation: false,
            readOnlyRootFilesystem: true,
            capabilities: { drop: ['ALL'] },
          },
          volumeMounts: mounts,
        },
      ],
      volumes: [...folders.map((_, at) => ({ name: `scratch-${at}`, emptyDir: {} })), ...claims],
    },
  };
}

/** It starts within five minutes, gets requests while it can serve, and is started anew when it takes no connections. */
function probesOf({ port, health }: Container): object {
  const connection = { tcpSocket: { port } };
  const serves = health === undefined ? connection : { httpGet: { path: health, port } };
  return {
    startupProbe: { ...serves, periodSeconds: 2, failureThreshold: 150 },
    readinessProbe: { ...serves, periodSeconds: 5 },
    livenessProbe: { ...connection, periodSeconds: 10 },
  };
}
