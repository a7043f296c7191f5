import { decodePayload } from '../wire/payload.ts';

/** Carries packets to and from a server. */
export interface ClientCarrier {
  send(packet: string): void;
  close(): void;
}

/** What becomes of what is carried. */
export interface CarrierEvents {
  packet(text: string): void;
  /** The way is broken, or was closed. */
  closed(): void;
}

/** Opens a way to carry packets; `url` is that of the server, and `id` comes from the handshake. */
export type OpenCarrier = (url: string, id: string, events: CarrierEvents) => ClientCarrier;

/** The ways in which packets can be carried. */
export const carriers = { websocket: overWebSocket, 'xhr-polling': overPolls };

function overWebSocket(url: string, id: string, events: CarrierEvents): ClientCarrier {
  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/socket.io/1/websocket/${id}`);
  socket.addEventListener('message', ({ data }) => events.packet(String(data)));
  socket.addEventListener('close', () => events.closed());
  return {
    send(packet) {
      if (socket.readyState === WebSocket.CONNECTING)
        socket.addEventListener('open', () => socket.send(packet), { once: true });
      else socket.send(packet);
    },
    close: () => socket.close(),
  };
}

function overPolls(url: string, id: string, events: CarrierEvents): ClientCarrier {
  const address = `${url}/socket.io/1/xhr-polling/${id}`;
  let isOpen = true;
  let sent: Promise<unknown> = Promise.resolve();
  const close = (): void => {
    if (isOpen) events.closed();
    isOpen = false;
  };
  const ask = async (body?: string): Promise<string> => {
    const response = await fetch(address, body === undefined ? {} : { method: 'POST', body });
    if (!response.ok) throw new Error(`a poll was answered ${response.status}`);
    return response.text();
  };
  const poll = async (): Promise<void> => {
    while (isOpen) for (const packet of decodePayload(await ask())) events.packet(packet);
  };
  poll().catch(close);
  return {
    // One after the other, so that they arrive in their order.
    send(packet) {
      sent = sent.then(async () => isOpen && (await ask(packet))).catch(close);
    },
    close() {
      void sent.then(() => fetch(`${address}?disconnect=1`)).catch(() => {});
      close();
    },
  };
}
