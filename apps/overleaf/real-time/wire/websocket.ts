import { WebSocket } from 'ws';
import type { Carrier, Connection } from './connection.ts';

/** Milliseconds that a client has to answer the end of its connection. */
const closeMs = 2000;

/** Carries the packets of a connection over a WebSocket: a packet is a message. */
export function carryByWebSocket(socket: WebSocket, connection: Connection): void {
  const carrier: Carrier = {
    deliver(packets) {
      if (socket.readyState !== WebSocket.OPEN) return false;
      for (const packet of packets) socket.send(packet, () => {});
      return true;
    },
    get underWay() {
      return socket.bufferedAmount;
    },
    close() {
      socket.close();
      setTimeout(() => socket.terminate(), closeMs).unref();
    },
    abort: () => socket.terminate(),
  };
  socket.on('message', (data) => {
    const goOn = connection.receive(String(data));
    if (goOn === undefined) return;
    socket.pause();
    goOn.finally(() => socket.resume());
  });
  socket.on('error', () => {}); // `close` follows
  socket.once('close', () => connection.detach(carrier));
  connection.attach(carrier);
}
