import { WebSocket } from 'ws';
import * as z from 'zod';
import { safeParseJson } from '#shared/parse';
import { agentOf } from '../tokens.ts';
import type { ChatMessage, Member, Rooms } from './rooms.ts';

/** Characters that a message may have. */
export const textLimit = 2000;

/** Close codes for those who may not talk here: nobody knows them, or they are somebody else. */
export const closeCodes = { unauthorized: 4401, forbidden: 4403 } as const;

/** What a session needs besides its socket. */
export interface SessionOptions {
  rooms: Rooms;
  /** The secret that tokens are signed with. */
  secret: string;
  /** Milliseconds until a token must have come. */
  tokenWithinMs: number;
  /** Bytes that may wait for a slow reader before the socket is dropped. */
  bufferLimit: number;
}

/** Where somebody wants to talk, and who they say they are. */
export interface Wanted {
  topic: string;
  username: string;
}

const tokenMessage = z.object({ token: z.string() });
const textMessage = z.object({ text: z.string().refine((text) => [...text].length <= textLimit) });

/** Serves a socket from its opening to its end: the token, then texts. */
export function serveSession(socket: WebSocket, { topic, username }: Wanted, options: SessionOptions): void {
  const { rooms, secret, tokenWithinMs, bufferLimit } = options;
  let member: Member | undefined;

  const send = (message: ChatMessage): void => {
    if (socket.readyState !== WebSocket.OPEN) return;
    if (socket.bufferedAmount > bufferLimit) socket.terminate();
    else socket.send(JSON.stringify(message), () => {});
  };
  const refuse = (code: keyof typeof closeCodes, reason: string): void =>
    socket.close(closeCodes[code], reason);

  async function admit(text: string): Promise<void> {
    const sent = safeParseJson(tokenMessage, text);
    if (sent === undefined) return refuse('unauthorized', 'The first message must be {"token": "..."}.');
    const agent = await agentOf(sent.token, secret);
    if (agent === undefined) return refuse('unauthorized', 'The token is not valid, or too old.');
    if (agent.login !== username) return refuse('forbidden', 'The token belongs to somebody else.');
    clearTimeout(tooLate);
    if (socket.readyState !== WebSocket.OPEN) return;
    member = { ...agent, send };
    rooms.join(topic, member);
  }

  async function handle(text: string): Promise<void> {
    if (socket.readyState !== WebSocket.OPEN) return;
    if (member === undefined) return admit(text);
    const sent = safeParseJson(textMessage, text);
    if (sent !== undefined) return rooms.say(topic, member, sent.text);
    send({
      type: 'error',
      message: `A message must be {"text": "..."} with at most ${textLimit} characters.`,
    });
  }

  const tooLate = setTimeout(
    () => refuse('unauthorized', `No token came within ${tokenWithinMs / 1000} s.`),
    tokenWithinMs,
  );
  // One after the other, so that a text right after the token waits until the token is checked.
  let work = Promise.resolve();
  socket.on('message', (data, isBinary) => {
    work = work.then(() => handle(isBinary ? '' : String(data))).catch(() => socket.terminate());
  });
  socket.on('error', () => {}); // `close` follows
  socket.once('close', () => {
    clearTimeout(tooLate);
    if (member !== undefined) rooms.leave(topic, member);
  });
}
