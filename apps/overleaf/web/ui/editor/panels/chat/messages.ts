import * as z from 'zod';
import { createStore } from '../../../../../../../shared/ui/store.ts';
import { ask, send } from '../../../parts/api.ts';
import { person } from '../../../parts/person.ts';
import { onEvent } from '../../live.ts';
import { projectId } from '../../project.ts';
import { ownId } from '../share/access.ts';
import { panelStore } from '../which.ts';

const message = z.object({
  id: z.string(),
  content: z.string(),
  /** Milliseconds since 1970. */
  timestamp: z.number(),
  user_id: z.string(),
  /** Absent for an account that is gone. */
  user: person.optional(),
});
export type Message = z.output<typeof message>;

/** So many messages are loaded at a time. */
const atOnce = 50;

/** What is known of the chat, the oldest first; `isWhole` once there is nothing older. */
export const chatStore = createStore<{ messages: Message[]; isLoaded: boolean; isWhole: boolean }>({
  messages: [],
  isLoaded: false,
  isWhole: false,
});

/** How many messages have come that nobody has looked at here. */
export const unreadStore = createStore(0);

const load = async (before?: number): Promise<Message[]> => {
  const query = `limit=${atOnce}${before === undefined ? '' : `&before=${before}`}`;
  return ask(z.array(message), 'GET', `/project/${projectId}/messages?${query}`);
};

/** Each message once, the oldest first. */
const together = (...lists: Message[][]): Message[] =>
  [...new Map(lists.flat().map((each) => [each.id, each])).values()].sort(
    (a, b) => a.timestamp - b.timestamp,
  );

/** Loads the latest messages. */
export async function loadLatest(): Promise<void> {
  const latest = await load();
  chatStore.set(({ messages, isLoaded, isWhole }) => ({
    messages: together(messages, latest),
    isLoaded: true,
    isWhole: isLoaded ? isWhole : latest.length < atOnce,
  }));
}

/** Loads what was said before. */
export async function loadOlder(): Promise<void> {
  const older = await load(chatStore.get().messages[0]?.timestamp);
  chatStore.set(({ messages, ...rest }) => ({
    ...rest,
    messages: together(older, messages),
    isWhole: older.length < atOnce,
  }));
}

/** Says something; it comes back as an event. */
export const say = (content: string): Promise<Response> =>
  send('POST', `/project/${projectId}/messages`, { content });

onEvent('new-chat-message', ([said]) => {
  const { data } = message.safeParse(said);
  if (data === undefined) return;
  chatStore.set((before) => ({ ...before, messages: together(before.messages, [data]) }));
  if (panelStore.get() !== 'chat' && data.user_id !== ownId) unreadStore.set((count) => count + 1);
});

// What was said while there was no connection; the panel shows the error if there is one.
onEvent('joined', () => {
  if (chatStore.get().isLoaded) loadLatest().catch(() => {});
});

panelStore.subscribe(() => {
  if (panelStore.get() === 'chat') unreadStore.set(0);
});
