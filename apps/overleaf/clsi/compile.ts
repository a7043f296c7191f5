import { lstat, readFile, rm, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { isKind } from '#shared/errors';
import { newBuild, removeOld } from './builds.ts';
import { makeFolder, sweptFiles } from './compile-folder.ts';
import { config } from './config.ts';
import { asDraft } from './draft.ts';
import { latexmk, statsOf } from './latexmk.ts';
import { limitIn, limitsOf } from './limits.ts';
import type { Outputs } from './outputs.ts';
import { encodedPath, keyOf, type Place, pathOf } from './places.ts';
import type { CompileRequest } from './request.ts';
import { type Ended, run } from './run.ts';
import { seenFrom } from './sandbox.ts';
import { packed, sourcesFile, sourcesIn } from './sources.ts';
import { statusOf } from './status.ts';
import { stopwatch } from './stopwatch.ts';
import { sync } from './sync.ts';
import { unsafeWithoutSandbox } from './unsafe.ts';
import { type Workspace, workspaceIn } from './workspace.ts';

/** The answer to a compile, also to one that has failed. */
export interface CompileAnswer {
  status: string;
  error: string | null;
  stats?: Record<string, number>;
  timings?: Record<string, number>;
  outputFiles: OutputEntry[];
}

interface OutputEntry {
  path: string;
  type: string;
  url: string;
  build: string;
  size?: number;
}

/** Compiles a project of which no other compile is under way. */
export async function compile(
  folder: string,
  outputs: Outputs,
  place: Place,
  request: CompileRequest,
  stopped: AbortSignal,
): Promise<CompileAnswer> {
  const key = keyOf(place);
  const at = workspaceIn(folder, key);
  const lap = stopwatch();
  await makeFolder(at.folder);
  let resources: string[];
  try {
    resources = await sync(at, request);
  } catch (error) {
    if (isKind(error, 'conflict')) return { status: 'retry', error: error.message, outputFiles: [] };
    throw error;
  }
  const refused = unsafeWithoutSandbox(request, resources);
  if (refused !== undefined) return { status: 'failure', error: refused, outputFiles: [] };
  const sources = await sourcesIn(at.folder, resources, request.rootResourcePath);
  if (request.options.draft) await makeDraft(at, request);
  const times = { sync: lap() };

  const { timeout, compiler } = request.options;
  const seconds = Math.min(timeout || config.COMPILE_TIMEOUT_S, config.COMPILE_TIMEOUT_S);
  const limits = limitsOf(compiler, seconds);
  const ended = await run({
    folder: at.folder,
    argv: latexmk(seenFrom(at.folder), request),
    limits,
    stopped,
  });
  const made = await collect(at, ended, resources);
  const log = await readFile(join(at.folder, 'output.log'), 'latin1').catch(() => '');
  const error = ended.code === 0 ? null : (limitIn(`${ended.output}\n${log.slice(-4096)}`, limits) ?? null);
  const pdfSize = await sizeOf(join(at.folder, 'output.pdf'));
  const compileTime = lap();

  const build = newBuild();
  await writeFile(join(at.root, sourcesFile), await packed(sources));
  await Promise.all([
    outputs.keep(key, build, at.root, [sourcesFile]),
    outputs.keep(key, build, at.folder, made),
  ]);
  // A broken auxiliary file would break the next compile too.
  if (pdfSize === 0) for (const path of made) await rm(join(at.folder, path), { force: true });
  // Latexmk runs nothing again after an error while nothing has changed, although the PDF and the log are gone; this is how it knows.
  if (ended.code !== 0) await rm(join(at.folder, 'output.fdb_latexmk'), { force: true });
  await removeOld(outputs, key, place.user !== undefined);
  const output = lap();
  return {
    status: statusOf(ended, { hasPdf: pdfSize > 0, isCheck: request.options.check === 'validate', error }),
    error,
    stats: { ...statsOf(ended.output, ended.code), ...(pdfSize > 0 && { 'pdf-size': pdfSize }) },
    timings: { ...times, compile: compileTime, output, compileE2E: lap.total() },
    outputFiles: made.map((path) => ({
      path,
      type: extname(path).slice(1),
      url: `${config.CLSI_URL}${pathOf(place)}/build/${build}/output/${encodedPath(path)}`,
      build,
      ...(path === 'output.pdf' && { size: pdfSize }),
    })),
  };
}

async function makeDraft(
  { folder }: Workspace,
  { resources, rootResourcePath }: CompileRequest,
): Promise<void> {
  const root = join(folder, rootResourcePath);
  // One that was not sent now is a draft already.
  if (!resources.some(({ path }) => path === rootResourcePath)) return;
  await writeFile(root, asDraft(await readFile(root, 'utf8')));
}

/** Writes what latexmk has said beside the rest, and returns the files that the project does not have itself. */
async function collect({ folder }: Workspace, { output }: Ended, resources: string[]): Promise<string[]> {
  await sweptFiles(folder);
  await rm(join(folder, 'output.stdout'), { recursive: true, force: true });
  await writeFile(join(folder, 'output.stdout'), output);
  const own = new Set(resources);
  const isHidden = (path: string): boolean => path.split('/').some((part) => part.startsWith('.'));
  return (await sweptFiles(folder)).filter((path) => !own.has(path) && !isHidden(path));
}

const sizeOf = (path: string): Promise<number> =>
  lstat(path).then(
    (found) => (found.isFile() ? found.size : 0),
    () => 0,
  );
