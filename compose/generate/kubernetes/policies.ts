import { labelsOf, type Manifest } from './pod.ts';

/** Who may call whom: the callers of each part. */
export type Callers = ReadonlyMap<string, readonly string[]>;

const allPods = {};
const to = (part: string) => ({ podSelector: { matchLabels: labelsOf(part) } });
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

/**
 * Lets each part reach just what it needs: `reached` names, for each caller, the parts that it calls. `open` are the parts that anybody may
 * call, such as the front door, and `outgoing` those that may call what is outside, such as an OpenWhisk.
 */
export function policiesOf(
  reached: Callers,
  open: readonly string[],
  outgoing: readonly string[],
): Manifest[] {
  const callees = [...new Set([...reached.values()].flat())].sort();
  const callersOf = (callee: string) =>
    [...reached].flatMap(([caller, names]) => (names.includes(callee) ? [caller] : []));
  return [
    nothing,
    ...callees.map((callee) =>
      policy(`to-${callee}`, callee, {
        policyTypes: ['Ingress'],
        ingress: [{ from: callersOf(callee).map(to) }],
      }),
    ),
    ...[...reached].flatMap(([caller, names]) =>
      names.length === 0
        ? []
        : [policy(`from-${caller}`, caller, { policyTypes: ['Egress'], egress: [{ to: names.map(to) }] })],
    ),
    ...open.map((part) => policy(`anybody-to-${part}`, part, { policyTypes: ['Ingress'], ingress: [{}] })),
    ...outgoing.map((part) =>
      policy(`outside-from-${part}`, part, { policyTypes: ['Egress'], egress: [{}] }),
    ),
  ];
}
