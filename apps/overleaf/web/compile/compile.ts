import { posix } from 'node:path';
import { redis } from '../db.ts';
import type { Project } from '../project.ts';
import { isWithin } from '../rate-limit.ts';
import { type Entry, entriesOf } from '../tree/paths.ts';
import type { Features } from '../user.ts';
import { type Problems, problemsOf } from './checks.ts';
import { type ClsiAnswer, compileWith } from './clsi.ts';
import { type CompileOptions, compilerOf } from './options.ts';
import { allTexts, docResources, fileResources, linkedDocs, openTexts, type Resource } from './resources.ts';
import { rootDocOf } from './root-doc.ts';
import { stateOf } from './state.ts';

/** What comes of a compile, before the paths of its files are those of web. */
export type Compiled = ClsiAnswer & {
  validationProblems?: Problems;
  /** The folder of the main document in the project; `.` at the top. */
  folder?: string;
};

/** The compile of a project by one of its users. */
export interface Compile {
  project: Project;
  /** The id of the user, under whom clsi keeps the builds. */
  user: string;
  /** What the owner of the project has a right to. */
  features: Pick<Features, 'compileTimeout' | 'compileGroup'>;
  options: CompileOptions;
}

/** What a project has a right to whose owner is gone. */
export const standardFeatures = { compileTimeout: 180, compileGroup: 'standard' };

const ended = (status: string): Compiled => ({ status, outputFiles: [] });

/** The beginning of the paths of a project and user in clsi. */
export const placeInClsi = ({
  project,
  user,
}: Pick<Compile, 'user'> & { project: { _id: unknown } }): string => `/project/${project._id}/user/${user}`;

/** Compiles a project. What keeps it from being compiled is a status, and no error. */
export async function compileProject(compile: Compile): Promise<Compiled> {
  const { project, user, features, options } = compile;
  const isFirst = await redis.use((client) =>
    client.set(`compile:${project._id}:${user}`, 'true', 'EX', 1, 'NX'),
  );
  if (isFirst === null) return ended('too-recently-compiled');
  if (options.isAuto && !(await mayCompileAutomatically(features.compileGroup)))
    return ended('autocompile-backoff');
  const entries = entriesOf(project);
  const root = await rootDocOf(project, entries, options.rootDoc_id);
  if (root === undefined) return invalid({ mainFile: 'no main file specified' });
  const rootPath = root.path.slice(1);
  const wanted = options.incrementalCompilesEnabled ? 'incremental' : 'full';
  const first = await attempt(compile, entries, rootPath, wanted);
  const answer = first.status === 'retry' ? await attempt(compile, entries, rootPath, 'full') : first;
  return { ...answer, folder: posix.dirname(rootPath) };
}

const invalid = (validationProblems: Problems): Compiled => ({
  ...ended('validation-problems'),
  validationProblems,
});

/** Compiles that nobody has asked for are limited: for all people together, and for those without a better right. */
async function mayCompileAutomatically(group: string): Promise<boolean> {
  if (!(await isWithin('auto-compile', 'everyone', { max: 100, seconds: 20 }))) return false;
  return group !== 'standard' || isWithin('auto-compile', group, { max: 25, seconds: 20 });
}

/** One request to clsi: only what editors have open when the state is the one of the last time, else all. */
async function attempt(
  { project, user, features, options }: Compile,
  entries: readonly Entry[],
  rootResourcePath: string,
  wanted: 'incremental' | 'full',
): Promise<Compiled> {
  const sent = {
    compiler: compilerOf(options.compiler, project.compiler),
    timeout: features.compileTimeout,
    draft: options.draft,
    check: options.check ?? 'silent',
    stopOnFirstError: options.stopOnFirstError,
    ...(project.imageName !== undefined && { imageName: project.imageName }),
    compileGroup: features.compileGroup,
  };
  const syncState = options.incrementalCompilesEnabled ? stateOf(entries, { ...sent, user }) : undefined;
  const open =
    wanted === 'incremental' && syncState !== undefined ? await openTexts(project._id, syncState) : undefined;
  const docs = open ?? (await allTexts(project._id, entries));
  const files = open === undefined ? fileResources(project._id, entries) : [];
  const resources = [...docResources(entries, docs), ...files];
  const problems = problemsOf(resources);
  if (problems !== undefined) return invalid(problems);
  const syncType = open === undefined ? 'full' : 'incremental';
  const compileOf = (sources: Resource[]): Promise<Compiled> =>
    compileWith(placeInClsi({ project, user }), {
      options: { ...sent, syncType, ...(syncState !== undefined && { syncState }) },
      rootResourcePath,
      resources: sources,
    });
  const answer = await compileOf(resources);
  if (answer.status !== 'project-too-large') return answer;
  // What is too large for one request is fetched in parts.
  return open === undefined ? compileOf([...linkedDocs(project._id, entries), ...files]) : ended('retry');
}
