import { crc32, deflateRawSync } from 'node:zlib';

/** A file of an archive, of which everything can be wrong. */
export interface CraftedEntry {
  name: string;
  content: Buffer | string;
  /** The mode of Unix, with the kind of the file. */
  mode?: number;
  isEncrypted?: boolean;
  /** The bytes that the headers claim. */
  claimed?: number;
  /** How often the archive lists the one content, as bombs do. */
  times?: number;
}

/** Makes an archive byte by byte, as its attackers do. */
export function craftZip(entries: CraftedEntry[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const content = Buffer.from(entry.content);
    const packed = deflateRawSync(content);
    const { isEncrypted = false, mode = 0o100644, claimed = content.length, times = 1 } = entry;
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    // The names are UTF-8.
    common.writeUInt16LE((isEncrypted ? 1 : 0) | 0x800, 2);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(0x21, 8);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(claimed, 18);
    const localName = Buffer.from(entry.name);
    common.writeUInt16LE(localName.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, localName, packed]);
    for (let time = 0; time < times; time += 1) {
      const name = Buffer.from(times === 1 ? entry.name : `${time}-${entry.name}`);
      const listed = Buffer.from(common);
      listed.writeUInt16LE(name.length, 22);
      const rest = Buffer.alloc(14);
      rest.writeUInt32LE((mode << 16) >>> 0, 6);
      rest.writeUInt32LE(offset, 10);
      directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x03'), listed, rest, name]));
    }
    locals.push(local);
    offset += local.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(directory.length, 4);
  end.writeUInt16LE(directory.length, 6);
  end.writeUInt32LE(list.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals, list, Buffer.from('PK\x05\x06'), end]);
}
