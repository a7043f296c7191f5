import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { PostStorageService } from '#apps/social-network/social-network';
import type { Progress } from '#shared/cli/progress';
import { untilAborted } from '#shared/cli/stop';
import { median } from '#shared/statistics';
import { Reader, Writer } from '#shared/thrift/bytes';
import { generate, installStockThrift } from '#test/harness/stock-thrift';
import { machine, spread } from './statistics.ts';

const rounds = 12;
const times = 20_000;

// A post like those of the original's load script, about 784 bytes as JSON.
const plain = {
  post_id: 2n ** 62n + 12345n,
  creator: { user_id: 2n ** 53n + 1n, username: 'username_123' },
  req_id: 2n ** 59n + 7n,
  text: 'x'.repeat(256),
  user_mentions: [1n, 2n, 3n].map((n) => ({ user_id: 2n ** 53n + n, username: `username_${n}` })),
  media: [1n, 2n].map((n) => ({ media_id: 10n ** 17n + n, media_type: 'png' })),
  urls: [1, 2, 3].map((n) => ({
    shortened_url: `http://short-url/abcdefghi${n}`,
    expanded_url: `http://${'y'.repeat(57)}`,
  })),
  timestamp: 1_700_000_000_000n,
  post_type: 0,
};

/** `npm run bench -- thrift`: compares the cost of our codecs for a post with that of the npm package `thrift`. */
export async function thriftBench(progress: Progress): Promise<string> {
  await installStockThrift(progress);
  const folder = mkdtempSync(join(tmpdir(), 'thrift-bench-'));
  try {
    const stock = stockCodec(folder);
    const args = PostStorageService.methods.get('StorePost')?.args;
    if (args === undefined) throw new Error('StorePost is not there');
    const value = { req_id: 1n, post: plain, carrier: new Map() };
    const writer = new Writer();
    args.write(writer, value);
    const binary = Buffer.from(writer.done());
    const json = JSON.stringify(args.toJson(value));
    const works: Record<string, () => unknown> = {
      'npm thrift, binary, write': stock.write,
      'npm thrift, binary, read': stock.read,
      'ours, binary, write': () => args.write(writer.reset(), value),
      'ours, binary, read': () => args.read(new Reader(binary)),
      'ours, JSON, write': () => JSON.stringify(args.toJson(value)),
      'ours, JSON, read': () => args.fromJson(JSON.parse(json)),
    };
    const durations = new Map<string, number[]>(Object.keys(works).map((name) => [name, []]));
    for (let round = -2; round < rounds; round += 1) {
      await untilAborted(setImmediate());
      for (const [name, work] of Object.entries(works)) {
        const from = performance.now();
        for (let i = 0; i < times; i += 1) work();
        if (round >= 0) durations.get(name)?.push(((performance.now() - from) * 1000) / times);
      }
      progress.line(round < 0 ? 'warming up' : `round ${round + 1} of ${rounds}`);
    }
    const base = durations.get('npm thrift, binary, write') ?? [];
    const row = ([name, each]: [string, number[]]): string =>
      `| ${name} | ${median(each).toFixed(2)} | ${spread(each.map((value, i) => value / (base[i] ?? value)))} |`;
    return [
      '# A post in Thrift and in JSON',
      '',
      `The arguments of StorePost: ${binary.length} bytes of binary Thrift, ${json.length} of JSON. ${rounds} rounds of ${times} times, in turn; medians.`,
      'The ratio is to the write of npm’s `thrift` in the same round: median (least-greatest).',
      '',
      '| | µs | ratio |',
      '|---|---|---|',
      ...[...durations].map(row),
      '',
      ...machine(),
    ].join('\n');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface StockCodec {
  write(): unknown;
  read(): unknown;
}

/** The codec of the npm package `thrift`, with code of the stock compiler. */
function stockCodec(folder: string): StockCodec {
  generate(resolve('apps/social-network/social-network.thrift'), 'js:node,es6', folder);
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
  const require = createRequire(join(folder, 'x.js'));
  const thrift = require('thrift') as {
    TBufferedTransport: new (buffer: undefined, flush: (bytes: Buffer) => void) => { flush(): void };
    TFramedTransport: new (buffer: Buffer) => object;
    TBinaryProtocol: new (transport: object) => { flush(): void };
    Int64: new (bytes: Buffer) => unknown;
  };
  const types = require('./social-network_types.js') as { Post: new (fields?: object) => StockPost };
  const int64 = (value: bigint): unknown => {
    const bytes = Buffer.alloc(8);
    bytes.writeBigInt64BE(value);
    return new thrift.Int64(bytes);
  };
  const converted = (value: unknown): unknown => {
    if (typeof value === 'bigint') return int64(value);
    if (Array.isArray(value)) return value.map(converted);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, converted(one)]));
  };
  const post = new types.Post(converted(plain) as object);
  let written: Buffer = Buffer.alloc(0);
  const write = (): void => {
    const transport = new thrift.TBufferedTransport(undefined, (bytes) => {
      written = bytes;
    });
    const protocol = new thrift.TBinaryProtocol(transport);
    post.write(protocol);
    protocol.flush();
  };
  write();
  const bytes = Buffer.from(written);
  return {
    write,
    read() {
      const read = new types.Post();
      read.read(new thrift.TBinaryProtocol(new thrift.TFramedTransport(bytes)));
      return read;
    },
  };
}

interface StockPost {
  write(protocol: object): void;
  read(protocol: object): void;
}
