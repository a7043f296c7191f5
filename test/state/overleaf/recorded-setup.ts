import type { Names } from '#test/contract/overleaf/names';
import type { RunningUpdater } from '#test/overleaf/document-updater';
import type { StandInAnswer } from '#test/overleaf/stand-in';
import { pushInsertions, run } from './recorded-commands.ts';

/** Does what a row of the recording says of the surroundings of the service. Throws for a word that it does not know. */
export async function prepare(
  setup: Record<string, unknown>,
  updater: RunningUpdater,
  names: Names,
): Promise<void> {
  for (const [what, value] of Object.entries(setup)) {
    const step = steps[what];
    if (step === undefined)
      throw new Error(`the recording has a setup "${what}", which the replay cannot do`);
    await step(value, updater, names);
  }
}

type Step = (value: unknown, updater: RunningUpdater, names: Names) => unknown;

const load = async (updater: RunningUpdater, names: Names, ...docs: string[]): Promise<void> => {
  const project = names.valueOf('$project1');
  for (const doc of docs) await fetch(`${updater.url}/project/${project}/doc/${names.valueOf(doc)}`);
};

/** The webs that store what they are sent, while they refuse it. */
const storingWebs = new WeakMap<RunningUpdater, RunningUpdater['answers']['web']>();

const storeAgain = (updater: RunningUpdater): void => {
  updater.answers.web = storingWebs.get(updater) ?? updater.answers.web;
};

const steps: Record<string, Step> = {
  'web answers GET /project/:p/doc/:d with': (value, updater, names) => {
    const docs = names.filled(value) as Record<string, object>;
    updater.answers.web = ({ method, path, json }) => {
      const doc = path.split('/').at(-1) ?? '';
      if (method === 'POST') {
        const { lines, ranges, version } = json as Record<string, unknown>;
        docs[doc] = { ...docs[doc], lines, ranges, version };
        return { status: 204 };
      }
      return docs[doc] === undefined ? { status: 404 } : { status: 200, body: docs[doc] };
    };
  },
  'web answers GET doc with': async (value, updater, names) => {
    await clear(updater, names);
    const answer = value === 'nothing for 8 s' ? undefined : (names.filled(value) as StandInAnswer);
    updater.answers.web = () => answer;
  },
  'web answers POST doc with': async (value, updater, names) => {
    // The recording leaves out that it loads the document again.
    if (value === 404) {
      storeAgain(updater);
      await load(updater, names, '$doc1');
    }
    const storing = updater.answers.web;
    storingWebs.set(updater, storing);
    updater.answers.web = (call) => (call.method === 'POST' ? { status: Number(value) } : storing(call));
  },
  'track-changes answers': (value, updater) => {
    storeAgain(updater);
    updater.answers.history = () => ({ status: Number(value) });
  },
  redis: async (value, updater, names) => {
    if (value === 'emptied') await clear(updater, names);
    else await run([value], undefined, updater, names);
  },
  doc1: (_value, updater, names) => load(updater, names, '$doc1'),
  'both docs': (_value, updater, names) => load(updater, names, '$doc1', '$doc2'),
  '18 more such updates were pushed': (_value, updater, names) => pushInsertions(updater, names, 81, 98),
  '30 more such updates were pushed': (_value, updater, names) => pushInsertions(updater, names, 100, 129),
  /** The test has started the service with a history of projects. */
  'document-updater': () => undefined,
};

/** Removes what Redis has of the group. */
async function clear({ redis }: RunningUpdater, names: Names): Promise<void> {
  for (const id of names.all()) {
    const keys = await redis.keys(`*${id}*`);
    if (keys.length > 0) await redis.del(...keys);
  }
}
