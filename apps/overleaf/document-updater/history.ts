import { call, failure } from '#shared/http/client';
import { config } from './config.ts';
import type { Doc, Place } from './doc.ts';
import { docKeys, projectKeys } from './keys.ts';
import type { Command } from './lock.ts';

/** The numbers of waiting updates at whose multiples a history is asked to fetch them. */
const fetchEvery = { document: 100, project: 500 };

const isOfProject = ({ projectHistoryType }: Doc): boolean =>
  config.PROJECT_HISTORY_URL !== undefined && projectHistoryType === 'project-history';

/** The commands that queue an update for the history: of the document, or of the project. The first reply is the queue's length. */
export const historyCommands = (doc: Doc, update: string, now: unknown): Command[] =>
  isOfProject(doc)
    ? projectHistoryCommands(doc.project, [update], Number(now))
    : [
        ['RPUSH', docKeys.history(doc.doc), update],
        ['SADD', projectKeys.docsWithHistory(doc.project), doc.doc],
      ];

/** The commands that queue updates for the history of a project. */
export const projectHistoryCommands = (project: string, updates: string[], now: number): Command[] => [
  ['RPUSH', projectKeys.projectHistory(project), ...updates],
  ['SET', projectKeys.projectHistorySince(project), now, 'NX'],
];

/** Asks the history to fetch its updates when so many wait. */
export async function fetchIfMany(doc: Doc, waiting: number): Promise<void> {
  if (isOfProject(doc)) {
    if (waiting % fetchEvery.project === 0) await fetchProjectHistory(doc.project);
  } else if (waiting % fetchEvery.document === 0) await fetchHistory(doc);
}

/** Asks track-changes to fetch the updates of a document. */
export const fetchHistory = ({ project, doc }: Place): Promise<void> =>
  post('track-changes', config.TRACK_CHANGES_URL, `/project/${project}/doc/${doc}/flush`);

/** Asks the history of projects to fetch the updates of a project. */
export const fetchProjectHistory = (project: string): Promise<void> =>
  post('project-history', config.PROJECT_HISTORY_URL, `/project/${project}/flush`);

async function post(name: string, url: string | undefined, path: string): Promise<void> {
  if (url === undefined) return;
  const answer = await call(url + path, { method: 'POST' });
  if (answer.status >= 300) throw failure(name, answer);
}
