import { malformed } from '../server/refusal.ts';

/** A runtime in the response to `GET /`; wskdeploy chooses kinds from that list. */
export interface Runtime {
  kind: string;
  image: string;
  default: boolean;
  deprecated: false;
  attached: true;
  requireMain: boolean;
}

const versions = ['18', '20'];
const defaultVersion = '20';

/** The supported kinds: the Node.js kinds of a stock OpenWhisk. */
export const runtimes: Record<string, Runtime[]> = {
  nodejs: versions.map((version) => ({
    kind: `nodejs:${version}`,
    image: `openwhisk/action-nodejs-v${version}:nightly`,
    default: version === defaultVersion,
    deprecated: false,
    attached: true,
    requireMain: false,
  })),
};

/** The runtime of a kind such as `nodejs:default`. Throws 400 for a kind that this platform cannot run. */
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
