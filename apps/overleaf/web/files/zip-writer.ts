import { finished, type Readable } from 'node:stream';
import { type Options, ZipFile } from 'yazl';

/** A file of an archive: its path, and what opens its content. */
export interface ZipEntry {
  path: string;
  open: () => Promise<Readable>;
  options?: Partial<Options>;
}

/** Contents that are opened before it is their turn. */
const openAhead = 5;

/** An archive as a stream. Its files are opened in their order, some ahead; one that cannot be read breaks the stream with its error. */
export function zipOf(entries: readonly ZipEntry[]): Readable {
  const zip = new ZipFile();
  const output = zip.outputStream as Readable;
  const opened = new Map<ZipEntry, Promise<Readable>>();
  const breakOff = (error: Error): void => void output.destroy(error);

  function open(entry: ZipEntry): Promise<Readable> {
    const known = opened.get(entry);
    if (known !== undefined) return known;
    const content = entry.open();
    content.then((stream) => stream.on('error', breakOff), breakOff);
    opened.set(entry, content);
    return content;
  }

  zip.on('error', breakOff);
  for (const [index, entry] of entries.entries()) {
    zip.addReadStreamLazy(entry.path, { mtime: new Date(), ...entry.options }, (use) => {
      for (const each of entries.slice(index, index + openAhead)) void open(each);
      open(entry).then((content) => use(null, content), breakOff);
    });
  }
  zip.end();
  finished(output, () => {
    for (const content of opened.values()) content.then((stream) => stream.destroy()).catch(() => undefined);
  });
  return output;
}
