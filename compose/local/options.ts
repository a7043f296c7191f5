import { type Form, forms } from '#shared/app/addresses';
import { commandLine, oneOf, readCommandLine, wholeNumber } from '#shared/cli/command-line';
import { Failure } from '#shared/cli/failure';
import { placementNames, placementText } from '#wsk/placements/placement';

/** The parsed arguments of `npm start`. */
export interface Options {
  apps: string[];
  forms: Form[];
  docker: boolean;
  /** How many containers of a service run, where it is not one; only with `docker`. */
  scale: Map<string, number>;
  once: boolean;
  /** The port of the first gateway; undefined for the next free ports from 8080 on. */
  port: number | undefined;
  data: string | undefined;
  /** The placement of calls between actions; undefined for PLACEMENT or `platform`. */
  placement: string | undefined;
  /** The chosen variants of services, `SERVICE=NAME`. */
  variants: string[];
  json: boolean;
  /** Whether an OpenWhisk on another machine may be used without a question. */
  yes: boolean;
}

const defaultApp = 'robot-shop';

const line = commandLine({
  call: 'npm start --',
  does: 'Runs applications in both forms on real servers, measures one task of each, and goes on until Ctrl-C.',
  arguments: { '[APP…|all]': `the applications to start; default ${defaultApp}` },
  options: {
    form: { value: 'FORM', text: 'both, microservice or serverless; default both' },
    placement: { value: 'NAME', text: placementText },
    variant: { value: 'SERVICE=NAME', text: 'another entry of a service; may be repeated', multiple: true },
    docker: { text: 'run everything in containers, by compose/APP/FORM.yaml; needs a Docker engine' },
    local: { text: 'run everything as processes (the default)' },
    scale: {
      value: 'SERVICE=N',
      text: 'with --docker: N containers of a service; may be repeated',
      multiple: true,
    },
    once: { text: 'measure, print the table and end, with exit code 0 if every task succeeded' },
    port: { value: 'BASE', text: 'the port of the first gateway; default: the next free port from 8080 on' },
    data: { value: 'DIR', text: 'keep the data in DIR; default: a temporary folder, removed at the end' },
    json: { text: 'print one line of JSON on standard output when everything runs' },
    yes: { text: 'deploy to the OpenWhisk in OW_APIHOST without a question' },
  },
  environment: {
    'REDIS_URL, MONGO_URL, …':
      'servers of yours in place of ours: also MYSQL_URL, POSTGRES_URL, AMQP_URL, KAFKA_BROKERS',
    'OW_APIHOST, OW_AUTH': 'an OpenWhisk of yours: its API host, and the UUID:KEY of a namespace',
    TRACES:
      'zipkin for spans of OpenTelemetry in a Zipkin, ours or ZIPKIN_URL; otlp for OTEL_EXPORTER_OTLP_ENDPOINT',
    STORE_HOST: 'the address of this machine for the actions of that OpenWhisk, if they run in containers',
  },
  examples: {
    'npm start': 'Robot Shop in both forms',
    'npm start -- all --form serverless': 'all applications as actions',
    'npm start -- robot-shop --docker --scale payment=2': 'in containers',
    'npm start --silent -- --json': 'for programs, which end it by SIGTERM',
  },
  takes:
    'about half a minute for an application; a few minutes at the first start, which installs what is missing',
});

/** Parses the arguments. Throws a failure that names the invalid one and the valid values, or what `--help` prints. */
export function readOptions(args: string[], known: string[]): Options {
  const { values, positionals } = readCommandLine(line, args);
  const requested = positionals.length > 0 ? positionals : [defaultApp];
  const names = requested.includes('all') ? known : requested;
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new Failure(`There is no application ${unknown}; there are: ${known.join(', ')}, all.`, 2);
  const form = oneOf('--form', values.form ?? 'both', ['both', ...forms]);
  const { placement, port } = values;
  if (placement !== undefined) oneOf('--placement', placement, placementNames);
  if (values.docker && values.local)
    throw new Failure('--docker and --local exclude each other; give one of them.', 2);
  checkDocker(values);
  return {
    apps: [...new Set(names)],
    forms: forms.filter((each) => form === 'both' || form === each),
    docker: values.docker,
    scale: scaleOf(values.scale),
    once: values.once,
    port: port === undefined ? undefined : wholeNumber('--port', port, 1, 65_500),
    data: values.data,
    placement,
    variants: values.variant,
    json: values.json,
    yes: values.yes,
  };
}

/** What goes with processes only, and what goes with containers only. */
function checkDocker({ docker, scale, ...values }: DockerValues): void {
  if (!docker && scale.length > 0)
    throw new Failure('--scale is for containers: add --docker, or leave it out.', 2);
  if (!docker) return;
  const wrong = (['data', 'placement'] as const).find((name) => values[name] !== undefined);
  if (wrong !== undefined || values.variant.length > 0)
    throw new Failure(`--${wrong ?? 'variant'} is for processes: leave it out, or --docker.`, 2);
}

interface DockerValues {
  docker: boolean;
  scale: string[];
  variant: string[];
  data?: string | undefined;
  placement?: string | undefined;
}

const maxContainers = 20;

function scaleOf(chosen: string[]): Map<string, number> {
  return new Map(
    chosen.map((each) => {
      const [service = '', count = '', ...more] = each.split('=');
      if (service === '' || count === '' || more.length > 0)
        throw new Failure(`--scale ${each} is not SERVICE=N, for example payment=2.`, 2);
      return [service, wholeNumber(`--scale ${service}`, count, 1, maxContainers)];
    }),
  );
}
