import { createStore } from '../../../../shared/ui/store.ts';
import { end, type Session } from './session.ts';

/** What stands in the chat: what somebody said, or that somebody came or went. */
export type Entry =
  | { type: 'message'; user: string; avatar: string; text: string; at: string; own?: boolean }
  | { type: 'joined' | 'left'; user: string; at: string };

/** The state of the chat; its entries stay when the page is left. */
export interface Chat {
  /** `waiting` is between two attempts. */
  connection: 'connecting' | 'open' | 'waiting';
  users: string[];
  entries: Entry[];
  problem?: string | undefined;
}

type Incoming = Entry | { type: 'welcome'; users: string[] } | { type: 'error'; message: string };

const kept = 500;
const firstPauseMs = 500;
const longestPauseMs = 10_000;
const nobody: Chat = { connection: 'connecting', users: [], entries: [] };

/** The chat of the agent who is logged in. */
export const chat = createStore<Chat>(nobody);
let owner: string | undefined;

/** An open chat. */
export interface OpenChat {
  /** Says a text to all others; answers false when there is no connection now. */
  say(text: string): boolean;
  close(): void;
}

/** Joins the chat about a topic and stays in it, through lost connections, until it is closed. */
export function openChat(topic: string, { username, token, avatar }: Session): OpenChat {
  if (owner !== username) chat.set(nobody);
  owner = username;
  const url = new URL(`/ws/chat/${encodeURIComponent(topic)}/${encodeURIComponent(username)}`, location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  let socket: WebSocket;
  let pause = firstPauseMs;
  let again: ReturnType<typeof setTimeout>;
  let closed = false;

  function connect(): void {
    chat.set((present) => ({ ...present, connection: 'connecting' }));
    socket = new WebSocket(url);
    socket.onopen = () => socket.send(JSON.stringify({ token }));
    socket.onmessage = ({ data }) => {
      pause = firstPauseMs;
      take(JSON.parse(String(data)) as Incoming);
    };
    socket.onclose = ({ code, reason }) => {
      if (closed) return;
      if (code === 4401) return end('Your session has ended. Log in again to go on where you were.');
      chat.set((present) => ({
        ...present,
        connection: 'waiting',
        users: [],
        problem: code === 4403 ? reason : undefined,
      }));
      again = setTimeout(connect, pause);
      pause = Math.min(longestPauseMs, pause * 2);
    };
  }

  connect();
  return {
    say(text) {
      if (chat.get().connection !== 'open' || socket.readyState !== WebSocket.OPEN) return false;
      socket.send(JSON.stringify({ text }));
      const at = new Date().toISOString();
      add({ type: 'message', user: username, avatar, text, at, own: true });
      return true;
    },
    close() {
      closed = true;
      clearTimeout(again);
      socket.close(1000);
    },
  };
}

function take(incoming: Incoming): void {
  if (incoming.type === 'welcome') {
    chat.set(({ entries }) => ({ connection: 'open', users: incoming.users, entries }));
  } else if (incoming.type === 'error') {
    chat.set((present) => ({ ...present, problem: incoming.message }));
  } else {
    const { users } = incoming as { users?: string[] };
    if (users !== undefined) chat.set((present) => ({ ...present, users }));
    add(incoming);
  }
}

const add = (entry: Entry): void =>
  chat.set((present) => ({
    ...present,
    problem: undefined,
    entries: [...present.entries, entry].slice(-kept),
  }));
