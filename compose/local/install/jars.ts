import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import * as z from 'zod';
import { missing } from '#shared/cli/failure';
import type { Progress } from '#shared/cli/progress';
import { blameSystem, parseJson } from '#shared/parse';
import { cacheFolder } from './cache.ts';
import { download } from './download.ts';
import { mavenRepository } from './maven-repository.ts';
import { megabytes, requireSpace } from './space.ts';

/** The file `jars.json` of a component: its jars by their Maven coordinates, `group:artifact:version` or `group:artifact:version:classifier`. `npm run jars` writes it. */
export const jarList = z.record(
  z.string().regex(/^[^:]+:[^:]+:[^:]+(:[^:]+)?$/),
  z.strictObject({ bytes: z.int(), sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
);

/** The path of a jar in a Maven repository. */
export function jarPath(coordinates: string): string {
  const [group = '', artifact, version, ...classifier] = coordinates.split(':');
  const name = [artifact, version, ...classifier].join('-');
  return `${group.replaceAll('.', '/')}/${artifact}/${version}/${name}.jar`;
}

/** Downloads the jars of `jars.json` in `source` that the cache folder does not have, and returns the class path of all of them. */
export async function installJars(name: string, source: string, progress: Progress): Promise<string> {
  const list = join(source, 'jars.json');
  const jars = parseJson(jarList, readFileSync(list, 'utf8'), list, blameSystem);
  const folder = cacheFolder('jars');
  const files = Object.entries(jars).map(([coordinates, content]) => {
    const path = jarPath(coordinates);
    return { ...content, path, file: join(folder, path) };
  });
  const absent = files.filter(({ file }) => !existsSync(file));
  if (absent.length > 0) {
    const repository = mavenRepository();
    const total = absent.reduce((sum, { bytes }) => sum + bytes, 0);
    const title = `Downloading ${absent.length} jars for ${name} (${megabytes(total)} MB)`;
    requireSpace(folder, total, title);
    await progress.step(title, async (report) => {
      let received = 0;
      const downloads = absent.map((jar) => ({ ...jar, url: `${repository}/${jar.path}` }));
      await download(downloads, (bytes) => {
        received += bytes;
        report(`${megabytes(received)} MB`);
      }).catch((error: Error) => {
        throw notDownloaded(name, error.message);
      });
    });
  }
  return files.map(({ file }) => file).join(delimiter);
}

const notDownloaded = (name: string, why: string) =>
  missing(
    [
      `The jars for ${name} could not be downloaded from a Maven repository:`,
      `  why:      ${why}`,
      '  remedy:   connect to the network, or name a mirror in MAVEN_REPOSITORY_URL or ~/.m2/settings.xml',
      '  or:       name your own server, in MONGO_URL, KAFKA_BROKERS, S3_URL or ZIPKIN_URL, or use  npm start -- --docker',
    ].join('\n'),
  );
