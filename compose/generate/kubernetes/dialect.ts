import { type Dialect, isSecret } from '../addresses.ts';

/** The Secret with all secrets of an application. */
export const secretName = 'secrets';

/** The namespace of openwhisk-deploy-kube, in which the pods of actions run too. */
export const openwhiskNamespace = 'openwhisk';

/** Kubernetes puts the value of a variable, which comes from the Secret, in the place of its name. */
export const dialect: Dialect = {
  secret: (name) => `$(${name})`,
  setting: (_name, fallback) => fallback,
  // Where openwhisk-deploy-kube puts it when it is released as `owdev`.
  openwhisk: `http://owdev-nginx.${openwhiskNamespace}.svc.cluster.local`,
};

/** A variable of a container. */
export type Variable =
  | { name: string; value: string }
  | { name: string; valueFrom: { fieldRef: { fieldPath: string } } }
  | { name: string; valueFrom: { secretKeyRef: { name: string; key: string } } };

const fromSecret = (name: string): Variable => ({
  name,
  valueFrom: { secretKeyRef: { name: secretName, key: name } },
});

const named = /\$\((\w+)\)/g;

/** The secrets that some variables name. */
export const secretsIn = (variables: Record<string, string>): string[] =>
  [
    ...new Set(
      Object.values(variables).flatMap((value) => [...value.matchAll(named)].map(([, name = '']) => name)),
    ),
  ].filter(isSecret);

/** The variables of a container: first the secrets that others name, which Kubernetes asks for. */
export function variablesOf(variables: Record<string, string>): Variable[] {
  const secrets = secretsIn(variables);
  const others = Object.entries(variables).filter(([name]) => !secrets.includes(name));
  return [...secrets.map(fromSecret), ...others.map(([name, value]) => ({ name, value }))];
}

/** The namespace of the pod itself, which only Kubernetes knows. */
const podNamespace: Variable = {
  name: 'POD_NAMESPACE',
  valueFrom: { fieldRef: { fieldPath: 'metadata.namespace' } },
};

/**
 * The variables of a container that hands the addresses of `parts` to pods of other namespaces, such as those of actions: there a name
 * means something only with its namespace.
 */
export function variablesForOtherNamespaces(
  variables: Record<string, string>,
  parts: readonly string[],
): Variable[] {
  const inFull = (address: string): string =>
    address.replace(/^(\w+:\/\/(?:[^@/]+@)?)([\w-]+)(?=:\d)/, (all, before: string, host: string) =>
      parts.includes(host) ? `${before}${host}.$(${podNamespace.name}).svc.cluster.local` : all,
    );
  const entries = Object.entries(variables).map(([name, value]) => [name, inFull(value)]);
  return [podNamespace, ...variablesOf(Object.fromEntries(entries))];
}
