import { malformed } from '../server/refusal.ts';

/** One runtime as `GET /` tells it; wskdeploy chooses kinds by this. */
export interface Runtime {
  kind: string;
  image: string;
  default: boolean;
  deprecated: false;
  attached: true;
  requireMain: boolean;
}

const versions = ['18', '20'];
const byDefault = '20';

/** The kinds that can run: the Node.js ones of a stock OpenWhisk. */
export const runtimes: Record<string, Runtime[]> = {
  nodejs: versions.map((version) => ({
    kind: `nodejs:${version}`,
    image: `openwhisk/action-nodejs-v${version}:nightly`,
    default: version === byDefault,
    deprecated: false,
    attached: true,
    requireMain: false,
  })),
};

/** The concrete runtime of a kind such as `nodejs:default`; throws for one that cannot run here. */
export function resolveKind(kind: string): Runtime {
  const all = Object.values(runtimes).flat();
  const [family = '', version] = kind.toLowerCase().split(':');
  const found =
    version === 'default'
      ? runtimes[family]?.find((one) => one.default)
      : all.find((one) => one.kind === kind.toLowerCase());
  if (found !== undefined) return found;
  throw malformed(`Actions of kind '${kind}' cannot run here; use one of ${supported}.`);
}

const supported = `${versions.map((version) => `nodejs:${version}`).join(', ')}, nodejs:default, sequence`;
