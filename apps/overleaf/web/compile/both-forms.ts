import { ObjectId } from 'mongodb';
import { invalid, messageOf } from '#shared/errors';
import { call } from '#shared/http/client';
import { initMsOf } from '#shared/http/init-time';
import { log } from '#shared/observe/log';
import { readServerTiming } from '#shared/observe/server-timing';
import { services } from '../config.ts';
import { entriesOf } from '../tree/paths.ts';
import { problemsOf } from './checks.ts';
import { answerIn, type ClsiRequest, postCompile } from './clsi.ts';
import { type Compile, placeInClsi } from './compile.ts';
import { compilerOf } from './options.ts';
import { allTexts, docResources, fileResources, linkedDocs } from './resources.ts';
import { rootDocOf } from './root-doc.ts';

/** How a compile went in one form. The steps add up to the whole; all are in milliseconds. */
interface Measured {
  status: string;
  totalMs: number;
  steps: Record<'Invocation' | 'Init' | 'Compute' | 'Store', number>;
}

/** Seconds for which each form may compile: both together have to end before an activation of web does. */
const longestS = 120;

/**
 * Compiles a project in this form and then in the other one, whose clsi is at `other`: the same request, under an id of its own, so that
 * neither builds on an earlier compile. What is made is removed again. Throws `invalid` for a project that cannot be compiled.
 */
export async function compileInBothForms(compile: Compile, other: string): Promise<[Measured, Measured]> {
  const requests = await requestsFor(compile);
  const own = await measure(services.clsi, compile.user, requests);
  return [own, await measure(other, compile.user, requests)];
}

/** The request with all texts, and one for which clsi fetches them, should they be too large together. */
interface Requests {
  whole: ClsiRequest;
  linked: ClsiRequest;
}

async function requestsFor({ project, features, options }: Compile): Promise<Requests> {
  const entries = entriesOf(project);
  const root = await rootDocOf(project, entries, options.rootDoc_id);
  if (root === undefined) throw invalid('the project has no main document');
  const files = fileResources(project._id, entries);
  const texts = docResources(entries, await allTexts(project._id, entries));
  if (problemsOf([...texts, ...files]) !== undefined)
    throw invalid('the project cannot be compiled as it is');
  const common = {
    rootResourcePath: root.path.slice(1),
    options: {
      compiler: compilerOf(options.compiler, project.compiler),
      timeout: Math.min(features.compileTimeout, longestS),
      draft: options.draft,
      check: 'silent',
      compileGroup: features.compileGroup,
      syncType: 'full',
    },
  };
  const linked = linkedDocs(project._id, entries);
  return {
    whole: { ...common, resources: [...texts, ...files] },
    linked: { ...common, resources: [...linked, ...files] },
  };
}

async function measure(clsi: string, user: string, { whole, linked }: Requests): Promise<Measured> {
  const place = placeInClsi({ project: { _id: new ObjectId() }, user });
  try {
    const measured = await measureOne(clsi, place, whole);
    return measured.status === 'project-too-large' ? await measureOne(clsi, place, linked) : measured;
  } finally {
    // What could not be removed says nothing about the compile.
    await call(clsi + place, { method: 'DELETE', deadlineMs: 30_000 }).catch((error: unknown) =>
      log.warn({ cause: messageOf(error) }, 'a compile that was compared is not removed'),
    );
  }
}

async function measureOne(clsi: string, place: string, request: ClsiRequest): Promise<Measured> {
  const from = performance.now();
  const response = await postCompile(clsi, place, request);
  const totalMs = performance.now() - from;
  const { init, compute, store } = readServerTiming(response.headers['server-timing']);
  const Init = init + (await initMsOf(clsi, response));
  const Invocation = Math.max(0, totalMs - Init - compute - store);
  const steps = { Invocation, Init, Compute: compute, Store: store };
  return { status: answerIn(response).status, totalMs, steps };
}
