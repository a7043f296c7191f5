// npm run graph -- URL [FILE] [--nodes N] [--edges N] [--seed N] [--limit N]
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type Graph, generateGraph, parseGraph, reed98 } from './graph.ts';
import { loadGraph } from './load.ts';

const usage = `Usage: npm run graph -- URL [FILE] [options]
  URL         of a running Social Network, for example http://127.0.0.1:8080
  FILE        an edge list or a .mtx file such as socfb-Reed98; default: a generated graph of the same kind
  --nodes N   users of the generated graph, default ${reed98.nodes}
  --edges N   its edges, default ${reed98.edges}; each becomes two follows
  --seed N    another graph of the same kind, default 1
  --limit N   requests at the same time, default 200
`;

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      nodes: { type: 'string' },
      edges: { type: 'string' },
      seed: { type: 'string' },
      limit: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  const [url, file] = positionals;
  if (values.help || url === undefined) {
    process.stderr.write(usage);
    process.exit(values.help ? 0 : 2);
  }
  const number = (name: 'nodes' | 'edges' | 'seed' | 'limit', fallback: number): number => {
    const value = Number(values[name] ?? fallback);
    if (Number.isInteger(value) && value > 0) return value;
    throw new Error(`--${name} must be a whole number above 0, not '${values[name]}'`);
  };
  const size = { nodes: number('nodes', reed98.nodes), edges: number('edges', reed98.edges) };
  const graph: Graph =
    file === undefined ? generateGraph(size, number('seed', 1)) : parseGraph(readFileSync(file, 'utf8'));
  const from = performance.now();
  const report = (what: string, done: number, all: number): void => {
    const seconds = ((performance.now() - from) / 1000).toFixed(1);
    process.stderr.write(`\r${seconds.padStart(6)} s  ${what}: ${done} of ${all}${done === all ? '\n' : ''}`);
  };
  await loadGraph(graph, { url, limit: number('limit', 200), report });
  process.stdout.write(`${graph.nodes} users and ${graph.edges.length * 2} follows are in ${url}\n`);
} catch (error) {
  process.stderr.write(`\n${(error as Error).message}\n`);
  process.exit(1);
}
