import * as z from 'zod';
import { messageOf } from '#shared/errors';
import { log } from '#shared/observe/log';
import { blameSystem, parseJson } from '#shared/parse';
import { appliedOp } from './applied-op.ts';
import { reaches } from './audience.ts';
import { catchUp } from './catch-up.ts';
import type { Channel } from './channels.ts';
import { type Client, clients, projectRooms } from './client.ts';
import { deliverError, deliverOp } from './deliver.ts';
import { note } from './presence.ts';
import { mayChangeRights, renewRights } from './rights.ts';
import { encodePacket } from './wire/packet.ts';

const appliedMessage = z
  .looseObject({ doc_id: z.string(), op: appliedOp.optional(), error: z.unknown().optional() })
  .refine(({ op, error }) => op !== undefined || error !== undefined, 'has neither op nor error');

const eventMessage = z.looseObject({
  room_id: z.string(),
  message: z.string(),
  payload: z.array(z.unknown()),
});

/** The room of all editors. */
const everybody = 'all';

/** Hands a message of a channel to those whom it is for. Throws for one that cannot be read. */
export function receiveMessage(channel: Channel, text: string): void {
  if (channel === 'applied-ops') receiveApplied(text);
  else receiveEvent(text);
}

function receiveApplied(text: string): void {
  const message = parseJson(appliedMessage, text, 'the message', blameSystem);
  const { doc_id: doc, op, error } = message;
  if (op === undefined) deliverError(doc, error, message);
  else if (deliverOp(doc, op)) void catchUp(doc);
}

function receiveEvent(text: string): void {
  const { room_id, message: name, payload } = parseJson(eventMessage, text, 'the message', blameSystem);
  const members = [...(room_id === everybody ? clients.values() : projectRooms.in(room_id))];
  if (name === 'clientTracking.refresh') {
    noteAll(members);
    return;
  }
  const packet = encodePacket({ type: 'event', name, args: payload });
  for (const { connection, project } of members) {
    if (project === undefined || room_id === everybody || reaches(name, project)) connection.send(packet);
  }
  if (mayChangeRights(name)) for (const member of members) void renewRights(member);
}

/** Somebody wants to know who is there. */
function noteAll(members: Iterable<Client>): void {
  for (const member of members)
    if (member.project !== undefined)
      note(member, member.project).catch((error: unknown) =>
        log.warn({ cause: messageOf(error) }, 'the presence of an editor was not noted'),
      );
}

/** Delivers what this process may have missed, of all documents that are open here. */
export function catchUpAll(): void {
  const docs = new Set([...clients.values()].flatMap((client) => [...client.docs.keys()]));
  for (const doc of docs) void catchUp(doc);
}
