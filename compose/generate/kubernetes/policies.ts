import { openwhiskNamespace } from './dialect.ts';
import { labelsOf, type Manifest } from './pod.ts';

/** Who may call whom: the callers of each part. */
export type Callers = ReadonlyMap<string, readonly string[]>;

const allPods = {};
const to = (part: string) => ({ podSelector: { matchLabels: labelsOf(part) } });
/** The namespace in which an OpenWhisk and the pods of its actions run. */
const openwhisk = {
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': openwhiskNamespace } },
};
const domainNames = { ports: ['UDP', 'TCP'].map((protocol) => ({ protocol, port: 53 })) };

/** Nobody may call anybody, and all may ask for addresses. */
const nothing: Manifest = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'nothing' },
  spec: { podSelector: allPods, policyTypes: ['Ingress', 'Egress'], egress: [domainNames] },
};

const policy = (name: string, part: string, spec: object): Manifest => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name },
  spec: { podSelector: { matchLabels: labelsOf(part) }, ...spec },
});

/** Who reaches what, besides the parts of an application each other. */
export interface Outside {
  /** The part that anybody may call. */
  frontDoor: string;
  /** The parts that actions may call. */
  forActions: readonly string[];
  /** The parts that may call actions. */
  callActions: readonly string[];
}

/** Lets each part reach just what it needs: `reached` names, for each caller, the parts that it calls. */
export function policiesOf(reached: Callers, { frontDoor, forActions, callActions }: Outside): Manifest[] {
  const callees = [...new Set([...reached.values()].flat())].sort();
  const callersOf = (callee: string) =>
    [...reached].flatMap(([caller, names]) => (names.includes(callee) ? [caller] : []));
  const ingress = (name: string, part: string, rule: object): Manifest =>
    policy(name, part, { policyTypes: ['Ingress'], ingress: [rule] });
  const egress = (name: string, part: string, rule: object): Manifest =>
    policy(name, part, { policyTypes: ['Egress'], egress: [rule] });
  return [
    nothing,
    ...callees.map((callee) => ingress(`to-${callee}`, callee, { from: callersOf(callee).map(to) })),
    ...[...reached].flatMap(([caller, names]) =>
      names.length === 0 ? [] : [egress(`from-${caller}`, caller, { to: names.map(to) })],
    ),
    ingress(`anybody-to-${frontDoor}`, frontDoor, {}),
    ...forActions.map((part) => ingress(`actions-to-${part}`, part, { from: [openwhisk] })),
    ...callActions.map((part) => egress(`openwhisk-from-${part}`, part, { to: [openwhisk] })),
  ];
}
