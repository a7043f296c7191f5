import { type ClientCarrier, carriers } from '#apps/overleaf/real-time/client/carrier';
import { decodePacket, encodePacket } from '#apps/overleaf/real-time/wire/packet';

/** What a socket has received: an event, or its end. */
export type Received = { name: string; args: unknown[] } | { frame: 'disconnect' } | '<connection closed>';

/** How to connect. */
export interface RawOptions {
  cookie?: string | null;
  projectId?: string;
  transport?: keyof typeof carriers;
}

/** A socket that keeps all it receives, and answers heartbeats. */
export interface RawSocket {
  id: string;
  /** The answer to the handshake. */
  handshake: string;
  received: Received[];
  isOpen: boolean;
  /** Sends an event; resolves with the arguments of its answer. */
  emit(name: string, ...args: unknown[]): Promise<unknown[]>;
  /** Sends an event that wants no answer. */
  send(name: string, ...args: unknown[]): void;
  close(): void;
}

/** Connects to a real-time, with a handshake that shows `cookie`. */
export async function connectRaw(url: string, options: RawOptions = {}): Promise<RawSocket> {
  const { cookie, projectId, transport = 'websocket' } = options;
  const query = projectId === undefined ? '' : `&projectId=${projectId}`;
  const response = await fetch(`${url}/socket.io/1/?t=1${query}`, cookie ? { headers: { cookie } } : {});
  const handshake = await response.text();
  const id = handshake.split(':')[0] ?? '';
  const received: Received[] = [];
  const answers = new Map<number, (args: unknown[]) => void>();
  let carrier: ClientCarrier;
  const isConnected = new Promise<void>((resolve) => {
    carrier = carriers[transport](url, id, {
      packet(text) {
        const packet = decodePacket(text);
        if (packet?.type === 'connect') resolve();
        else if (packet?.type === 'event') received.push({ name: packet.name, args: packet.args });
        else if (packet?.type === 'ack') answers.get(packet.id)?.(packet.args);
        else if (packet?.type === 'heartbeat') carrier.send(text);
        else if (packet?.type === 'disconnect') {
          received.push({ frame: 'disconnect' });
          if (transport === 'xhr-polling') carrier.close();
        }
      },
      closed() {
        received.push('<connection closed>');
        socket.isOpen = false;
        resolve();
      },
    });
  });
  const socket: RawSocket = {
    id,
    handshake,
    received,
    isOpen: true,
    emit: (name, ...args) =>
      new Promise((resolve) => {
        const number = answers.size + 1;
        answers.set(number, resolve);
        carrier.send(encodePacket({ type: 'event', name, args, id: number }));
      }),
    send: (name, ...args) => carrier.send(encodePacket({ type: 'event', name, args })),
    close: () => carrier.close(),
  };
  await isConnected;
  return socket;
}

/** The arguments of the events of one name that a socket has received. */
export const named = ({ received }: RawSocket, name: string): unknown[][] =>
  received.flatMap((each) =>
    typeof each === 'object' && 'name' in each && each.name === name ? [each.args] : [],
  );
