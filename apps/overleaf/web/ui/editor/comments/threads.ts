import * as z from 'zod';
import { createStore } from '../../../../../../shared/ui/store.ts';
import { ask, send } from '../../parts/api.ts';
import { person } from '../../parts/person.ts';
import { onEvent } from '../live.ts';
import { isRestrictedStore, ownId } from '../panels/share/access.ts';
import { projectId } from '../project.ts';

const message = z.object({
  id: z.string(),
  content: z.string(),
  /** Milliseconds since 1970. */
  timestamp: z.number(),
  user_id: z.string(),
  edited_at: z.number().optional(),
  /** Absent for an account that is gone. */
  user: person.optional(),
});
export type Message = z.output<typeof message>;

const thread = z.object({
  messages: z.array(message),
  resolved: z.boolean().default(false),
  resolved_by_user: person.optional(),
});
/** What people say about a part of a text. */
export type Thread = z.output<typeof thread>;

/** The threads of the project by their ids; undefined until they are loaded. */
export const threadsStore = createStore<Record<string, Thread> | undefined>(undefined);

/** A thread, if there is one with the id, which is what somebody has sent. */
export const threadIn = (all: Record<string, Thread> | undefined, id: string): Thread | undefined =>
  all !== undefined && Object.hasOwn(all, id) ? all[id] : undefined;

/** Whether this person may see what others say: somebody with an account who does not read by a link alone. */
export const maySeeComments = (): boolean => ownId !== '' && !isRestrictedStore.get();

const path = `/project/${projectId}`;
let loading: Promise<void> | undefined;

/** Loads the threads, unless they are there or on their way. */
export function loadThreads(): Promise<void> {
  if (threadsStore.get() !== undefined) return Promise.resolve();
  loading ??= load().finally(() => {
    loading = undefined;
  });
  return loading;
}

async function load(): Promise<void> {
  threadsStore.set(await ask(z.record(z.string(), thread), 'GET', `${path}/threads`));
}

/** The id of a new thread, of 12 random bytes. */
export const newId = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  );

/** Says something in a thread; it comes back as an event. */
export const say = (id: string, content: string): Promise<Response> =>
  send('POST', `${path}/thread/${id}/messages`, { content });

/** Changes what was said. */
export const edit = (id: string, messageId: string, content: string): Promise<Response> =>
  send('POST', `${path}/thread/${id}/messages/${messageId}/edit`, { content });

/** Takes back what was said. */
export const takeBack = (id: string, messageId: string): Promise<Response> =>
  send('DELETE', `${path}/thread/${id}/messages/${messageId}`);

/** Takes back all that was said in a thread which has no place in a text. */
export async function withdraw(id: string): Promise<void> {
  await load();
  for (const said of threadIn(threadsStore.get(), id)?.messages ?? []) await takeBack(id, said.id);
}

/** Marks a thread as settled, or as open again. */
export const settle = (doc: string, id: string, how: 'resolve' | 'reopen'): Promise<Response> =>
  send('POST', `${path}/doc/${doc}/thread/${id}/${how}`);

/** Deletes a thread with all that was said in it. */
export const deleteThread = (doc: string, id: string): Promise<Response> =>
  send('DELETE', `${path}/doc/${doc}/thread/${id}`);

/** Changes a thread, if the threads are loaded; one without messages is gone. */
function change(id: unknown, next: (before: Thread) => Thread): void {
  const key = String(id);
  threadsStore.set(
    (all) => all && { ...all, [key]: next(threadIn(all, key) ?? { messages: [], resolved: false }) },
  );
}

onEvent('new-comment', ([id, said]) => {
  const { data } = message.safeParse(said);
  if (data === undefined) return;
  change(id, (before) => ({
    ...before,
    messages: [...before.messages.filter((each) => each.id !== data.id), data],
  }));
});

onEvent('edit-message', ([id, messageId, content]) =>
  change(id, (before) => ({
    ...before,
    messages: before.messages.map((each) =>
      each.id === messageId ? { ...each, content: String(content), edited_at: Date.now() } : each,
    ),
  })),
);

onEvent('delete-message', ([id, messageId]) =>
  change(id, (before) => ({ ...before, messages: before.messages.filter((each) => each.id !== messageId) })),
);

onEvent('resolve-thread', ([id, by]) =>
  change(id, (before) => ({ ...before, resolved: true, resolved_by_user: person.safeParse(by).data })),
);

onEvent('reopen-thread', ([id]) => change(id, ({ messages }) => ({ messages, resolved: false })));

onEvent('delete-thread', ([id]) =>
  threadsStore.set(
    (all) => all && Object.fromEntries(Object.entries(all).filter(([key]) => key !== String(id))),
  ),
);

// What was said while there was no connection; the panel shows the error if there is one.
onEvent('joined', () => {
  if (threadsStore.get() !== undefined) load().catch(() => {});
});
