import { ObjectId } from 'mongodb';
import { invalid, messageOf } from '#shared/errors';
import { call } from '#shared/http/client';
import { initMsOf } from '#shared/http/init-time';
import { log } from '#shared/observe/log';
import { services } from '../config.ts';
import { entriesOf } from '../tree/paths.ts';
import { problemsOf } from './checks.ts';
import { answerIn, type ClsiRequest, postCompile } from './clsi.ts';
import { type Compile, placeInClsi } from './compile.ts';
import { compilerOf } from './options.ts';
import { allTexts, docResources, fileResources, linkedDocs } from './resources.ts';
import { rootDocOf } from './root-doc.ts';
import { type Steps, stepsOf } from './steps.ts';
import { whileComparing } from './under-way.ts';

/** How a compile went in one form. */
interface Measured {
  status: string;
  totalMs: number;
  steps: Steps;
}

/** Seconds for which each form may compile: both together have to end before an activation of web does. */
const longestS = 120;

/** How a compile went in one form, or why it could not be compiled there. */
type Outcome = Measured | { error: string };

type Side = 'here' | 'there';

/** The outcomes in this form and in the other one, and which was the first to compile. */
type Comparison = Record<Side, Outcome> & { first: Side };

/**
 * Compiles a project in this form and in the other one, whose clsi is at `other`: the same request, under an id of its own, so that
 * neither builds on an earlier compile. Chance says which is the first, which may find files cold. What is made is removed again. Throws
 * `invalid` for a project that cannot be compiled, and `conflict` while it is compared already.
 */
export async function compileInBothForms(compile: Compile, other: string): Promise<Comparison> {
  const place = placeInClsi({ project: { _id: new ObjectId() }, user: compile.user });
  return whileComparing(compile, place, async () => {
    const requests = await requestsFor(compile);
    const measureAt = (clsi: string) =>
      measure(clsi, place, requests).catch((error: unknown): Outcome => ({ error: messageOf(error) }));
    const here = () => measureAt(services.clsi);
    const there = () => measureAt(other);
    if (Math.random() < 0.5) return { first: 'here', here: await here(), there: await there() };
    return { first: 'there', there: await there(), here: await here() };
  });
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

async function measure(clsi: string, place: string, { whole, linked }: Requests): Promise<Measured> {
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
  const steps = stepsOf(response, totalMs, await initMsOf(clsi, response));
  return { status: answerIn(response).status, totalMs, steps };
}
