import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import checksums from 'crc-32/crc32c.js';

/** A proxy in front of a broker. */
export interface KafkaProxy {
  /** The address under which clients reach the broker through the proxy. */
  broker: string;
  close(): void;
}

/** Starts a proxy of the broker `HOST:PORT`. Each response goes through `tamper`, which answers what the client gets instead. */
export async function kafkaProxy(broker: string, tamper: (response: Buffer) => Buffer): Promise<KafkaProxy> {
  const [host = '', port = ''] = broker.split(':');
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(Number(port), host);
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => other.destroy()).on('close', () => other.destroy());
    }
    client.pipe(upstream);
    let waiting = Buffer.alloc(0);
    upstream.on('data', (chunk) => {
      waiting = Buffer.concat([waiting, chunk]);
      while (waiting.length >= 4 && waiting.length >= 4 + waiting.readInt32BE()) {
        const response = waiting.subarray(4, 4 + waiting.readInt32BE());
        waiting = waiting.subarray(4 + response.length);
        client.write(framed(tamper(renamed(Buffer.from(response)))));
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const own = (server.address() as AddressInfo).port;

  /** The response with the proxy's port wherever the broker tells its address. */
  function renamed(response: Buffer): Buffer {
    const address = Buffer.concat([Buffer.from(host), int32(Number(port))]);
    for (let at = response.indexOf(address); at >= 0; at = response.indexOf(address, at + 1))
      response.writeInt32BE(own, at + host.length);
    return response;
  }

  return {
    broker: `${host}:${own}`,
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

/**
 * The batch in a response that holds a text; undefined for a response without it. The batch must have been sent by kafkajs without
 * compression. Changes of it change the response.
 */
export function batchWith(text: string, response: Buffer): Buffer | undefined {
  const at = response.indexOf(text);
  // No producer id, epoch 0 and sequence 0: 43 bytes behind the beginning of a batch.
  const start = response.lastIndexOf('ffffffffffffffff000000000000', at, 'hex') - 43;
  return at < 0 ? undefined : response.subarray(start, start + 12 + response.readInt32BE(start + 8));
}

/** Says in the header of a batch that a codec has compressed it. */
export function nameCodec(batch: Buffer, codec: number): void {
  batch.writeInt16BE(codec, 21);
  batch.writeInt32BE(checksums.buf(batch.subarray(21)), 17);
}

const int32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
};
const framed = (response: Buffer): Buffer => Buffer.concat([int32(response.length), response]);
