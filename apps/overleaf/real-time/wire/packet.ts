import * as z from 'zod';
import { safeParseJson } from '#shared/parse';

/**
 * A packet of the protocol of Socket.IO 0.9, which Overleaf's page and all its other clients speak. As text it is
 * `type:id:endpoint:data`. Packets of other types, such as plain messages, are not used.
 */
export type Packet =
  | { type: 'disconnect' | 'connect' | 'heartbeat' | 'noop' }
  | EventPacket
  | { type: 'ack'; id: number; args: unknown[] }
  | { type: 'error'; reason: string };

/** An event with its arguments; with an `id`, its sender wants an acknowledgement. */
export interface EventPacket {
  type: 'event';
  name: string;
  args: unknown[];
  id?: number;
}

const plain = { disconnect: '0::', connect: '1::', heartbeat: '2::', noop: '8::' } as const;

/**
 * The text of a packet. Characters of two units are escaped in its data, so that all clients agree on its length, and so is the mark of
 * payload.ts.
 */
export function encodePacket(packet: Packet): string {
  switch (packet.type) {
    case 'event': {
      const { id, name, args } = packet;
      return `5:${id === undefined ? '' : `${id}+`}::${escapedJson({ name, args })}`;
    }
    case 'ack':
      return `6:::${packet.id}${packet.args.length === 0 ? '' : `+${escapedJson(packet.args)}`}`;
    case 'error':
      return `7:::${packet.reason}`;
    default:
      return plain[packet.type];
  }
}

const escapedJson = (value: unknown): string =>
  JSON.stringify(value).replace(/[\ud800-\udfff\ufffd]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16)}`);

const event = z.object({ name: z.string(), args: z.array(z.unknown()).default([]) });
const args = z.array(z.unknown());

/** Reads a packet; undefined for a text that is none, or one of a type that is not used. */
export function decodePacket(text: string): Packet | undefined {
  const [, type, id, data = ''] = /^([0-8]):(\d{0,15})\+?:[^:]*:?(.*)$/s.exec(text) ?? [];
  switch (type) {
    case '0':
      return { type: 'disconnect' };
    case '1':
      return { type: 'connect' };
    case '2':
      return { type: 'heartbeat' };
    case '5': {
      const parsed = safeParseJson(event, data);
      return parsed && { type: 'event', ...parsed, ...(id && { id: Number(id) }) };
    }
    case '6': {
      const [, acknowledged, list] = /^(\d{1,15})\+?(.*)$/s.exec(data) ?? [];
      const parsed = list ? safeParseJson(args, list) : [];
      return acknowledged && parsed ? { type: 'ack', id: Number(acknowledged), args: parsed } : undefined;
    }
    default:
      return undefined;
  }
}
