import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { missing } from '#shared/cli/failure';

const central = 'https://repo1.maven.org/maven2';

/** The URL of the Maven repository: MAVEN_REPOSITORY_URL, else a mirror of Maven Central in `~/.m2/settings.xml`, else Maven Central. */
export function mavenRepository(settings = join(homedir(), '.m2', 'settings.xml')): string {
  const variable = process.env.MAVEN_REPOSITORY_URL;
  if (variable) return checked(variable, 'MAVEN_REPOSITORY_URL');
  const mirror = existsSync(settings) ? mirrorIn(readFileSync(settings, 'utf8')) : undefined;
  return mirror === undefined ? central : checked(mirror, `the mirror in ${settings}`);
}

/** The URL of the first mirror in Maven's settings that stands for Maven Central. */
function mirrorIn(settings: string): string | undefined {
  const mirrors = settings.replace(/<!--.*?-->/gs, '').match(/<mirror>.*?<\/mirror>/gs) ?? [];
  const text = (mirror: string, tag: string): string =>
    new RegExp(`<${tag}>\\s*(.*?)\\s*</${tag}>`, 's').exec(mirror)?.[1] ?? '';
  const ofCentral = mirrors.find((mirror) =>
    text(mirror, 'mirrorOf')
      .split(',')
      .some((id) => ['*', 'central', 'external:*'].includes(id.trim())),
  );
  return ofCentral && text(ofCentral, 'url');
}

function checked(url: string, where: string): string {
  const { protocol, username, password } = URL.parse(url) ?? { protocol: '', username: '', password: '' };
  if (!['http:', 'https:'].includes(protocol) || username !== '' || password !== '')
    throw missing(`${where} must be the http or https URL of a Maven repository, without a user or password`);
  return url.replace(/\/+$/, '');
}
