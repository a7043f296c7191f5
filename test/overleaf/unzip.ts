import { text } from 'node:stream/consumers';
import { fromBufferPromise } from 'yauzl';

/** The texts of the files in an archive, by path. */
export async function unzip(archive: Buffer): Promise<Record<string, string>> {
  const zip = await fromBufferPromise(archive);
  const texts: Record<string, string> = {};
  for await (const entry of zip.eachEntry())
    texts[entry.fileName] = await text(await zip.openReadStreamPromise(entry));
  return texts;
}
