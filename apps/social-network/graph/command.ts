// `npm run graph`
import { readFileSync } from 'node:fs';
import { commandLine, readCommandLine, wholeNumber, wrongArgument } from '#shared/cli/command-line';
import { Failure } from '#shared/cli/failure';
import { runCommand } from '#shared/cli/run-command';
import { untilAborted } from '#shared/cli/stop';
import { type Graph, generateGraph, parseGraph, reed98 } from './graph.ts';
import { loadGraph } from './load.ts';

const line = commandLine({
  call: 'npm run graph --',
  does: 'Registers the users of a graph in a running Social Network, and lets them follow each other; it may be repeated.',
  arguments: {
    URL: 'of the gateway, for example http://127.0.0.1:8080',
    '[FILE]': 'an edge list or a .mtx file such as socfb-Reed98; default: a generated graph of the same kind',
  },
  options: {
    nodes: { value: 'N', text: `users of the generated graph; default ${reed98.nodes}` },
    edges: { value: 'N', text: `its edges, each of which becomes two follows; default ${reed98.edges}` },
    seed: { value: 'N', text: 'another graph of the same kind; default 1' },
    limit: { value: 'N', text: 'requests at the same time; default 200' },
  },
  examples: {
    'npm run graph -- http://127.0.0.1:8080': `${reed98.nodes} users`,
    'npm run graph -- http://127.0.0.1:8080 --nodes 100 --edges 900': 'a small network',
  },
  takes: 'about a minute for the default graph',
});

const most = 1_000_000;

async function main(): Promise<undefined> {
  const { values, positionals } = readCommandLine(line, process.argv.slice(2));
  const [url, file, ...more] = positionals;
  if (url === undefined || more.length > 0) throw wrongArgument(line, 'Give one URL, and at most one FILE');
  if (!/^https?:\/\//.test(url) || !URL.canParse(url))
    throw wrongArgument(line, `'${url}' is no URL such as http://127.0.0.1:8080`);
  const number = (name: 'nodes' | 'edges' | 'seed' | 'limit', standard: number): number =>
    wholeNumber(`--${name}`, values[name] ?? `${standard}`, 1, most);
  const size = { nodes: number('nodes', reed98.nodes), edges: number('edges', reed98.edges) };
  const graph = orFailure(() =>
    file === undefined ? generateGraph(size, number('seed', 1)) : parseGraph(readFileSync(file, 'utf8')),
  );
  const from = performance.now();
  const report = (what: string, done: number, all: number): void => {
    const seconds = ((performance.now() - from) / 1000).toFixed(1);
    process.stderr.write(`\r${seconds.padStart(6)} s  ${what}: ${done} of ${all}${done === all ? '\n' : ''}`);
  };
  await untilAborted(loadGraph(graph, { url, limit: number('limit', 200), report })).catch((error: Error) => {
    throw error instanceof Failure
      ? error
      : new Failure(`${error.message}\nThe graph is there only in part; the same command goes on.`);
  });
  process.stdout.write(`${graph.nodes} users and ${graph.edges.length * 2} follows are in ${url}\n`);
}

/** The graph; what is wrong with the file or the size is a failure. */
function orFailure(make: () => Graph): Graph {
  try {
    return make();
  } catch (error) {
    throw new Failure(error instanceof Error ? error.message : String(error), 2);
  }
}

await runCommand(main);
