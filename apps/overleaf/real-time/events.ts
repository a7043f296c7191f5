import { withRequestLog } from '#shared/observe/request-log';
import { applyOtUpdate } from './apply-update.ts';
import type { Client } from './client.ts';
import { EditorError, refusalOf } from './errors.ts';
import type { Handler } from './handler.ts';
import { joinDoc, leaveDoc } from './join-doc.ts';
import { joinProject } from './join-project.ts';
import { getConnectedUsers, updatePosition } from './positions.ts';
import type { PushUpdate } from './updates.ts';
import type { EventPacket } from './wire/packet.ts';

/** Events that may come without a wish for an answer. */
const mayBeUnanswered = new Set(['leaveDoc', 'clientTracking.updatePosition']);

/** What is done for each event; unknown ones are ignored. */
export function eventHandlers(push: PushUpdate): (client: Client, packet: EventPacket) => Promise<void> {
  const handlers = new Map<string, Handler>([
    ['joinProject', joinProject],
    ['joinDoc', joinDoc],
    ['leaveDoc', leaveDoc],
    ['applyOtUpdate', applyOtUpdate(push)],
    ['clientTracking.updatePosition', updatePosition],
    ['clientTracking.getConnectedUsers', getConnectedUsers],
  ]);
  return async (client, { name, args, id }) => {
    const handler = handlers.get(name);
    if (handler === undefined || (id === undefined && !mayBeUnanswered.has(name))) return;
    const { connection } = client;
    const reply = (...answer: unknown[]): void => {
      if (id !== undefined) connection.acknowledge(id, answer);
    };
    try {
      const work = () => handler(client, args, reply);
      await withRequestLog({ service: 'real-time', method: name }, undefined, work);
    } catch (error) {
      reply(refusalOf(error));
      if (error instanceof EditorError && error.isFinal) connection.close();
    }
  };
}
