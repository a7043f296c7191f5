import * as z from 'zod';
import { createStore } from '../../../../../shared/ui/store.ts';
import { ProjectClient } from '../../../real-time/client/project-client.ts';
import { whoIsHere } from '../parts/csrf.ts';
import { metaText } from '../parts/metas.ts';
import { wordsOf } from '../parts/words.ts';
import type { FolderEntry } from './entries.ts';
import { tell } from './live.ts';
import { treeAfter } from './tree-events.ts';

const entry = z.object({ _id: z.string(), name: z.string() });
const folder: z.ZodType<FolderEntry> = entry.extend({
  folders: z.array(z.lazy(() => folder)),
  docs: z.array(entry),
  fileRefs: z.array(entry.extend({ linkedFileData: z.unknown() })),
});
const project = z.looseObject({
  name: z.string(),
  rootDoc_id: z.string().nullish(),
  compiler: z.string().default('pdflatex'),
  spellCheckLanguage: z.string().default(''),
  rootFolder: z.tuple([folder]),
});

/** The project as its editors see it. */
export type ProjectView = z.output<typeof project>;

export const projectId = metaText('ol-project_id');

/** The project, once it is open; undefined while there is no connection for the first time. */
export const projectStore = createStore<ProjectView | undefined>(undefined);
/** Whether there is a connection. */
export const connectedStore = createStore(false);
/** What this person may do. */
export const privilegeStore = createStore('readOnly');
/** When a lost connection is tried again, by the clock of the page; undefined while it is tried. */
export const retryStore = createStore<number | undefined>(undefined);
/** Why the site does not let this person in. */
export const rejectionStore = createStore<string | undefined>(undefined);

/** The connection with the other editors of the project. */
export const client = new ProjectClient({
  url: location.origin,
  projectId,
  flushMs: 200,
  joined: show,
  left: () => connectedStore.set(false),
  waiting: (ms) => retryStore.set(ms === undefined ? undefined : performance.now() + ms),
  rejected: ({ message }) => void close(message),
  event: follow,
});

/** Who was logged out meanwhile is a stranger to the server, and is told how to come back. */
async function close(message: string): Promise<void> {
  const isLoggedOut = metaText('ol-user_id') !== '' && (await whoIsHere().catch(() => 'same')) === 'nobody';
  rejectionStore.set(wordsOf(403, isLoggedOut ? 'invalid session' : message));
}

function show(): void {
  const { joined } = client;
  if (joined === undefined) return;
  projectStore.set(project.parse(joined.project));
  privilegeStore.set(joined.permissionsLevel);
  connectedStore.set(true);
  tell('joined', [joined.project]);
}

/** The fields of the project that an event sets. */
const fieldOf = new Map([
  ['projectNameUpdated', 'name'],
  ['rootDocUpdated', 'rootDoc_id'],
  ['compilerUpdated', 'compiler'],
  ['spellCheckLanguageUpdated', 'spellCheckLanguage'],
]);

/** Changes the project as the server says. */
function follow(name: string, args: unknown[]): void {
  tell(name, args);
  if (name === 'projectRenamedOrDeletedByExternalSource') {
    client.close();
    rejectionStore.set('it has been deleted');
    return;
  }
  projectStore.set((before) => {
    if (before === undefined) return before;
    const field = fieldOf.get(name);
    if (field !== undefined) return { ...before, [field]: String(args[0]) };
    return { ...before, rootFolder: [treeAfter(before.rootFolder[0], name, args)] };
  });
}
