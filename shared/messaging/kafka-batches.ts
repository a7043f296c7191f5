import { randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip, zstdDecompress } from 'node:zlib';
import checksums from 'crc-32/crc32c.js';
import kafkajs, { type KafkaMessage } from 'kafkajs';
import snappy from 'kafkajs-snappy';
import { decompressFrame } from 'lz4-napi';
import { messageOf } from '../errors.ts';

type Decompress = (records: Buffer) => Buffer | Promise<Buffer>;

/** The codecs of Kafka, in the order of the numbers that batches name them by. */
const codecs: { name: string; decompress: Decompress }[] = [
  { name: 'none', decompress: (records) => records },
  { name: 'gzip', decompress: promisify(gunzip) },
  { name: 'snappy', decompress: snappy().decompress },
  { name: 'lz4', decompress: decompressFrame },
  { name: 'zstd', decompress: promisify(zstdDecompress) },
];

/** Where the fields of a batch begin, in format 2 of Kafka's messages. */
const at = { magic: 16, checksum: 17, attributes: 21, lastOffsetDelta: 23, count: 57, records: 61 };
const codecMask = 0x07;

/** The key of what stands for a message that cannot be read; no other message has it. */
const mark = Buffer.from(randomUUID());

/** Why a message cannot be read; undefined for one that can. */
export const whyUnreadable = ({ key, value }: Pick<KafkaMessage, 'key' | 'value'>): string | undefined =>
  key?.equals(mark) ? value?.toString() : undefined;

/**
 * Lets the consumers of this process read batches of every codec of Kafka, check them, and go on behind those that nobody can
 * read: a batch that is damaged, or whose codec does not exist, gives a message for each of its own that `whyUnreadable` knows.
 * kafkajs alone stops at such a batch, and does not tell where it is.
 */
export function readAllBatches(): void {
  for (let codec = 0; codec <= codecMask; codec += 1)
    Object.assign(kafkajs.CompressionCodecs, { [codec]: () => ({ decompress: recordsOf }) });
}

/** The records of a batch, as bytes; records that stand for them when they cannot be read. `compressed` is what follows the header. */
async function recordsOf(compressed: Buffer): Promise<Buffer> {
  // kafkajs hands over a view of the response, in which the header lies before.
  const start = compressed.byteOffset - at.records;
  const batch = Buffer.from(compressed.buffer, start, at.records + compressed.length);
  if (batch[at.magic] !== 2) throw new Error('Kafka has sent messages of a format before 2');
  try {
    return await readBatch(batch);
  } catch (error) {
    return standIns(batch, messageOf(error));
  }
}

async function readBatch(batch: Buffer): Promise<Buffer> {
  if (checksums.buf(batch.subarray(at.attributes)) !== batch.readInt32BE(at.checksum))
    throw new Error('its batch is damaged: the checksum is wrong');
  const number = batch.readInt16BE(at.attributes) & codecMask;
  const codec = codecs[number];
  if (codec === undefined)
    throw new Error(`its batch is compressed by codec ${number}, which does not exist`);
  try {
    return await codec.decompress(batch.subarray(at.records));
  } catch (error) {
    throw new Error(`its batch cannot be decompressed by ${codec.name}: ${messageOf(error)}`);
  }
}

/** As many records as kafkajs expects of the batch, each with the mark and the reason. */
function standIns(batch: Buffer, reason: string): Buffer {
  const count = batch.readInt32BE(at.count);
  if (count > batch.readInt32BE(at.lastOffsetDelta) + 1)
    throw new Error(`Kafka has sent a batch whose header is damaged: ${reason}`);
  const value = Buffer.from(reason);
  return Buffer.concat(Array.from({ length: count }, (_, offset) => record(offset, mark, value)));
}

/** A record of a batch: no attributes, no delta of time, no headers. */
function record(offsetDelta: number, key: Buffer, value: Buffer): Buffer {
  const parts = [varint(0), varint(0), varint(offsetDelta), varint(key.length), key];
  const body = Buffer.concat([...parts, varint(value.length), value, varint(0)]);
  return Buffer.concat([varint(body.length), body]);
}

/** A number of at least 0 as Kafka writes it: doubled, seven bits a byte, the lowest first. */
function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = 2 * value;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  return Buffer.from([...bytes, rest]);
}
