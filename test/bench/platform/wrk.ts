import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installComponents } from '#compose/local/components/components';
import { run } from '#compose/local/install/command';
import { findProgram, programEnvironment } from '#compose/local/install/find';
import type { Progress } from '#shared/cli/progress';

const program = { command: 'wrk', debian: 'wrk' };

/** Sends JSON to a URL over keep-alive connections, one request at a time on each; resolves with the requests per second. */
export type Load = (url: string, clients: number, seconds: number) => Promise<number>;

/**
 * Starts the load generator wrk with a request body; installs it if necessary. wrk needs so little CPU time that the measured subject can
 * use both cores. Throws when a response is an error.
 */
export async function startWrk(body: string, progress: Progress): Promise<{ load: Load; close(): void }> {
  await installComponents([], progress, [program]);
  const command = findProgram(program) ?? program.command;
  const folder = mkdtempSync(join(tmpdir(), 'wrk-'));
  const script = join(folder, 'post.lua');
  writeFileSync(join(folder, 'body'), body);
  writeFileSync(
    script,
    `wrk.method = "POST"
wrk.headers["content-type"] = "application/json"
wrk.body = io.open("${join(folder, 'body')}"):read("*a")
`,
  );
  return {
    async load(url, clients, seconds) {
      const args = ['-t1', `-c${clients}`, `-d${seconds}s`, '-s', script, url];
      const { ok, output } = await run(command, args, programEnvironment());
      const rate = Number(/Requests\/sec:\s+([\d.]+)/.exec(output)?.[1]);
      if (!ok || !(rate > 0) || /Socket errors|Non-2xx/.test(output)) throw new Error(`wrk: ${output}`);
      return rate;
    },
    close: () => rmSync(folder, { recursive: true }),
  };
}
