import { parseArgs } from 'node:util';
import { type Form, forms } from '#shared/app/addresses';
import { Failure } from '#shared/cli/failure';
import { placementNames } from '#wsk/placements/placement';

/** What `npm start` was asked for. */
export interface Options {
  apps: string[];
  forms: Form[];
  docker: boolean;
  once: boolean;
  /** The first port of the pages; without one, free ports from 8080 on. */
  port: number | undefined;
  data: string | undefined;
  /** Where calls between actions go; PLACEMENT or `platform` if not said. */
  placement: string | undefined;
  /** Variants of services, `SERVICE=NAME`. */
  variants: string[];
  json: boolean;
}

/** The text for `--help`. */
export const usage = `npm start -- [app…|all] [--form both|microservice|serverless] [--docker|--local] [--once]
             [--placement NAME] [--variant SERVICE=NAME] [--port BASE] [--data DIR] [--json]

  app…       applications to run; robot-shop if none is named
  --form     the forms to start; both if not said
  --docker   components in containers (needs a Docker engine); --local: as processes (the default)
  --once     run the smoke scenario in each form, print the table and end; exit code 0 if all succeed
  --placement  where calls between actions go: ${placementNames.join(', ')}; platform if not said
  --variant  another way to do the same, for example catalogue=bypass; may be repeated
  --port     first port of the pages; 8080, or the next free one, if not said
  --data     keep the components' data in this folder; otherwise it goes when the run ends
  --json     one line of JSON on standard output when all is up
`;

/** Reads the arguments. Throws a failure that names what is wrong. */
export function readOptions(args: string[], known: string[]): Options | 'help' {
  const { values, positionals } = parse(args);
  if (values.help) return 'help';
  const [first = ''] = known;
  const asked = positionals.length > 0 ? positionals : [first];
  const named = asked.includes('all') ? known : asked;
  const unknown = named.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new Failure(`There is no application ${unknown}; there are: ${known.join(', ')}, all`);
  }
  const form = values.form ?? 'both';
  if (form !== 'both' && !forms.some((each) => each === form)) {
    throw new Failure(`--form ${form}: must be both, microservice or serverless`);
  }
  if (values.docker && values.local)
    throw new Failure('--docker and --local exclude each other; give one of them');
  return {
    apps: [...new Set(named)],
    forms: forms.filter((each) => form === 'both' || form === each),
    docker: values.docker ?? false,
    once: values.once ?? false,
    port: values.port === undefined ? undefined : readPort(values.port),
    data: values.data,
    placement: values.placement,
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
