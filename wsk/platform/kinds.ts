import { malformed } from './errors.ts';

/** One runtime as `GET /` tells it; wskdeploy chooses kinds by this. */
export interface Runtime {
  kind: string;
  image: string;
  default: boolean;
  deprecated: false;
  attached: true;
  requireMain: boolean;
}

const stock: [family: string, image: string, versions: string[], byDefault: string, requireMain: boolean][] =
  [
    ['rust', 'action-rust-v', ['1.34'], '1.34', false],
    ['go', 'action-golang-v', ['1.20'], '1.20', false],
    ['php', 'action-php-v', ['8.1'], '8.1', false],
    ['python', 'action-python-v', ['3.10', '3.11'], '3.10', false],
    ['dotnet', 'action-dotnet-v', ['3.1', '6.0'], '3.1', true],
    ['nodejs', 'action-nodejs-v', ['18', '20'], '20', false],
    ['java', 'java8action', ['8'], '8', true],
    ['ruby', 'action-ruby-v', ['2.5'], '2.5', false],
    ['swift', 'action-swift-v', ['5.3', '5.7'], '5.3', false],
  ];

/**
 * The kinds that may be stored: those of a stock OpenWhisk, so that its manifests deploy. Only nodejs kinds can be run.
 */
export const runtimes: Record<string, Runtime[]> = Object.fromEntries(
  stock.map(([family, image, versions, byDefault, requireMain]) => [
    family,
    versions.map((version) => ({
      kind: `${family}:${version}`,
      image: `openwhisk/${image}${image.endsWith('action') ? '' : version}:nightly`,
      default: version === byDefault,
      deprecated: false,
      attached: true,
      requireMain,
    })),
  ]),
);

/** The concrete runtime of a kind such as `nodejs:default`; throws for an unknown one. */
export function resolveKind(kind: string): Runtime {
  const all = Object.values(runtimes).flat();
  const [family = '', version] = kind.toLowerCase().split(':');
  const found =
    version === 'default'
      ? runtimes[family]?.find((one) => one.default)
      : all.find((one) => one.kind === kind.toLowerCase());
  if (found !== undefined) return found;
  const names = ['blackbox', 'sequence', ...all.map((one) => one.kind)].sort().join(', ');
  throw malformed(`There is no runtime of kind '${kind}'; use one of ${names}.`);
}
