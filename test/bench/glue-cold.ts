import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { untilAborted } from '#shared/cli/stop';
import { median } from '#shared/statistics';

/** The cost that an adapter adds to the first response of a new instance. */
export interface Cold {
  /** Milliseconds for loading the adapter and the first response, minus those of the service alone. */
  addedMs: number[];
  /** The bytes of the minified bundle, minus those of the service alone. */
  bytes: number;
}

const startsEach = 15;

const serviceAlone = `
  import { benchApp, workloads } from './glue-app.ts';
  import { createServer, get } from 'node:http';
  const app = benchApp();
  const loaded = performance.now();
  const server = createServer((request, response) => {
    const from = performance.now();
    response.once('finish', () => report(loaded - begin + performance.now() - from));
    app(request, response);
  }).listen(0, '127.0.0.1', () => get({ port: server.address().port, path: workloads[0].params.__ow_path }));
`;
const withAdapter = (variant: string): string => `
  import { benchApp, workloads } from './glue-app.ts';
  import { adapt } from './glue-variants/${variant}.ts';
  Promise.resolve(adapt(benchApp())).then((action) => action(workloads[0].params)).then((answer) => {
    if (answer.statusCode !== 200) throw new Error('no answer');
    report(performance.now() - begin);
  });
`;
const frame = {
  banner: 'const begin = performance.now();',
  footer: 'function report(ms) { process.stdout.write(String(ms), () => process.exit()); }',
};

/** Measures cold starts of all variants in turn, each in a new process, from bundles like those of an action. */
export async function coldStarts(variants: string[]): Promise<Record<string, Cold>> {
  const folder = mkdtempSync(join(tmpdir(), 'glue-cold-'));
  try {
    const names = ['service alone', ...variants];
    const files: Record<string, string> = {};
    const bytes: Record<string, number> = {};
    for (const [i, name] of names.entries()) {
      const outfile = join(folder, `${i}.cjs`);
      const { metafile } = await build({
        stdin: {
          contents: i === 0 ? serviceAlone : withAdapter(name),
          resolveDir: import.meta.dirname,
          loader: 'ts',
        },
        banner: { js: frame.banner },
        footer: { js: frame.footer },
        ...{
          bundle: true,
          minify: true,
          platform: 'node',
          format: 'cjs',
          target: 'node20',
          metafile: true,
          outfile,
        },
        mainFields: ['module', 'main'],
        logLevel: 'error',
      });
      files[name] = outfile;
      bytes[name] = Object.values(metafile.outputs)[0]?.bytes ?? 0;
    }
    const times: Record<string, number[]> = Object.fromEntries(names.map((name) => [name, []]));
    for (let round = 0; round < startsEach; round++) {
      for (const name of names) times[name]?.push(await runOnce(files[name] ?? ''));
    }
    const alone = median(times['service alone'] ?? []);
    return Object.fromEntries(
      variants.map((name) => [
        name,
        {
          addedMs: (times[name] ?? []).map((ms) => ms - alone),
          bytes: (bytes[name] ?? 0) - (bytes['service alone'] ?? 0),
        },
      ]),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function runOnce(file: string): Promise<number> {
  const env = { ...process.env, NODE_ENV: 'production' };
  const child = spawn(process.execPath, [file], { stdio: ['ignore', 'pipe', 'inherit'], env });
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  await untilAborted(once(child, 'close'));
  return Number(text);
}
