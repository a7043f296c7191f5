import { parseArgs } from 'node:util';
import { type Form, forms } from '#shared/app/addresses';
import { Failure } from '#shared/cli/failure';
import { placementNames } from '#wsk/placements/placement';

/** The parsed arguments of `npm start`. */
export interface Options {
  apps: string[];
  forms: Form[];
  docker: boolean;
  once: boolean;
  /** The port of the first gateway; undefined for the next free ports from 8080 on. */
  port: number | undefined;
  data: string | undefined;
  /** The placement of calls between actions; undefined for PLACEMENT or `platform`. */
  placement: string | undefined;
  /** The chosen variants of services, `SERVICE=NAME`. */
  variants: string[];
  json: boolean;
}

const defaultApp = 'robot-shop';

/** The text for `--help`. */
export const usage = `npm start -- [APP…|all] [options]

  APP…                    the applications to start; default ${defaultApp}
  --form FORM             both, microservice or serverless; default both
  --placement NAME        where calls between actions go: ${placementNames.join(', ')};
                          default: PLACEMENT, else ${placementNames[0]}
  --variant SERVICE=NAME  deploy a variant of a service, for example catalogue=bypass; may be repeated
  --docker                run the components in containers; needs a Docker engine
  --local                 run the components as processes (the default)
  --once                  run the smoke scenario in each form, print the table and end; exit code 0 if all succeed
  --port BASE             the port of the first gateway; default: the next free port from 8080 on
  --data DIR              keep the components' data in DIR; default: a temporary folder, removed at the end
  --json                  print one line of JSON on standard output when everything runs
`;

/** Parses the arguments. Throws a failure that names the invalid one and the valid values. */
export function readOptions(args: string[], known: string[]): Options | 'help' {
  const { values, positionals } = parse(args);
  if (values.help) return 'help';
  const requested = positionals.length > 0 ? positionals : [defaultApp];
  const names = requested.includes('all') ? known : requested;
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new Failure(`There is no application ${unknown}; there are: ${known.join(', ')}, all`);
  }
  const form = values.form ?? 'both';
  if (form !== 'both' && !forms.some((each) => each === form)) {
    throw new Failure(`--form ${form}: must be both, microservice or serverless`);
  }
  const { placement } = values;
  if (placement !== undefined && !placementNames.includes(placement))
    throw new Failure(`--placement ${placement}: must be one of ${placementNames.join(', ')}`, 2);
  if (values.docker && values.local)
    throw new Failure('--docker and --local exclude each other; give one of them');
  return {
    apps: [...new Set(names)],
    forms: forms.filter((each) => form === 'both' || form === each),
    docker: values.docker ?? false,
    once: values.once ?? false,
    port: values.port === undefined ? undefined : readPort(values.port),
    data: values.data,
    placement,
    variants: values.variant ?? [],
    json: values.json ?? false,
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        form: { type: 'string' },
        docker: { type: 'boolean' },
        local: { type: 'boolean' },
        once: { type: 'boolean' },
        port: { type: 'string' },
        data: { type: 'string' },
        placement: { type: 'string' },
        variant: { type: 'string', multiple: true },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new Failure(`${error instanceof Error ? error.message : error}\n\n${usage}`);
  }
}

function readPort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 1 && port <= 65_500) return port;
  throw new Failure(`--port ${text}: must be a whole number from 1 to 65500`);
}
