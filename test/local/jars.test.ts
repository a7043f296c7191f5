import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { installJars, jarList, jarPath } from '#compose/local/install/jars';
import { mavenRepository } from '#compose/local/install/maven-repository';
import { createProgress } from '#shared/cli/progress';
import { parseJson } from '#shared/parse';

const silent = createProgress(() => undefined);
const components = join(import.meta.dirname, '..', '..', 'compose', 'local');
const given = { ...process.env };
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'jars-test-'));
  process.env.XDG_CACHE_HOME = join(folder, 'cache');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
  process.env = { ...given };
});

/** Serves a Maven repository, which is also a proxy, on loopback while a test runs. */
async function withRepository(serve: RequestListener, test: () => Promise<void>): Promise<void> {
  const server = createServer(serve).listen(0, '127.0.0.1');
  server.on('connect', (_, socket) => {
    socket.write('HTTP/1.1 200 OK\r\n\r\n');
    server.emit('connection', socket);
  });
  await once(server, 'listening');
  process.env.MAVEN_REPOSITORY_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}/maven2/`;
  try {
    await test();
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/** A component that needs a jar with this content, in two versions. */
function component(content: string): string {
  const entry = { bytes: content.length, sha256: createHash('sha256').update(content).digest('hex') };
  writeFileSync(join(folder, 'jars.json'), JSON.stringify({ 'org.a:b:1': entry, 'org.a:b:2': entry }));
  return folder;
}

const files = (): string[] => globSync('**/*.*', { cwd: join(folder, 'cache') });

describe('the jars of a component', () => {
  it('are downloaded once, from the paths of a Maven repository', async () => {
    const paths: string[] = [];
    await withRepository(
      (request, response) => {
        paths.push(request.url ?? '');
        response.end('a jar');
      },
      async () => {
        const classPath = await installJars('a server', component('a jar'), silent);
        assert.deepEqual(
          classPath.split(delimiter).map((file) => readFileSync(file, 'utf8')),
          ['a jar', 'a jar'],
        );
        assert.equal(await installJars('a server', component('a jar'), silent), classPath);
      },
    );
    assert.deepEqual(paths.sort(), ['/maven2/org/a/b/1/b-1.jar', '/maven2/org/a/b/2/b-2.jar']);
  });

  it('come through the proxy of the environment', async () => {
    const hosts: (string | undefined)[] = [];
    await withRepository(
      (request, response) => {
        hosts.push(request.headers.host);
        response.end('a jar');
      },
      async () => {
        process.env.http_proxy = new URL(process.env.MAVEN_REPOSITORY_URL ?? '').origin;
        process.env.MAVEN_REPOSITORY_URL = 'http://maven.invalid/maven2';
        await installJars('a server', component('a jar'), silent);
      },
    );
    assert.deepEqual(hosts, ['maven.invalid', 'maven.invalid']);
  });

  it('are refused when a registry changes them, and nothing of them stays', async () => {
    await withRepository(
      (_, response) => response.end('another jar'),
      async () => {
        await assert.rejects(
          installJars('a server', component('a jar'), silent),
          /jars for a server could not be downloaded.*b-\d.jar has the SHA-256 [0-9a-f]{64} in place of/s,
        );
      },
    );
    assert.deepEqual(files(), []);
  });

  it('are not half there when the connection breaks, and are complete after the next try', async () => {
    const isBroken = { now: true };
    await withRepository(
      (_, response) => {
        response.writeHead(200, { 'content-length': 5 });
        response.write('a j', () => (isBroken.now ? response.destroy() : response.end('ar')));
      },
      async () => {
        const source = component('a jar');
        await assert.rejects(installJars('a server', source, silent), /b-\d.jar came only in part/);
        assert.deepEqual(files(), []);
        isBroken.now = false;
        await installJars('a server', source, silent);
        assert.equal(files().length, 2);
      },
    );
  });

  it('name the registry that does not answer, and the remedy', async () => {
    await withRepository(
      () => undefined,
      async () => undefined,
    );
    await assert.rejects(
      installJars('a server', component('a jar'), silent),
      /127\.0\.0\.1:\d+ does not answer \(.*ECONNREFUSED.*\).*MAVEN_REPOSITORY_URL/s,
    );
  });

  it('that the disk has no space for are not begun', async () => {
    const source = component('a jar');
    const list = readFileSync(join(source, 'jars.json'), 'utf8').replaceAll('"bytes":5', '"bytes":9e15');
    writeFileSync(join(source, 'jars.json'), list);
    await assert.rejects(
      installJars('a server', source, silent),
      /Downloading 2 jars for a server \(.*\) needs \d+ MB in .*, whose disk has \d+ MB free: make room/,
    );
  });
});

describe('the Maven repository', () => {
  const settings = (mirrors: string): string => {
    const file = join(folder, 'settings.xml');
    writeFileSync(file, `<settings><mirrors>${mirrors}</mirrors></settings>`);
    return file;
  };
  const mirror = (of: string, url: string): string =>
    `<mirror><id>m</id><mirrorOf>${of}</mirrorOf>\n<url> ${url} </url></mirror>`;

  it('is Maven Central, else its mirror in the settings of Maven, else what MAVEN_REPOSITORY_URL names', () => {
    delete process.env.MAVEN_REPOSITORY_URL;
    assert.equal(mavenRepository(join(folder, 'none.xml')), 'https://repo1.maven.org/maven2');
    const other = `<!-- ${mirror('*', 'http://old/')} -->${mirror('jboss', 'http://jboss/')}`;
    assert.equal(mavenRepository(settings(other)), 'https://repo1.maven.org/maven2');
    const file = settings(`${other}${mirror('a, central', 'https://mirror/maven/')}`);
    assert.equal(mavenRepository(file), 'https://mirror/maven');
    process.env.MAVEN_REPOSITORY_URL = 'http://nearer/';
    assert.equal(mavenRepository(file), 'http://nearer');
  });

  it('is refused when it is no URL or holds a password, which is not printed', () => {
    for (const url of ['mirror', 'ftp://mirror/', 'https://me:secret@mirror/']) {
      process.env.MAVEN_REPOSITORY_URL = url;
      assert.throws(() => mavenRepository(), /^Failure: MAVEN_REPOSITORY_URL must be the http or https URL/);
      assert.throws(
        () => mavenRepository(settings(mirror('*', url))),
        (error: Error) => !/secret/.test(error.message),
      );
    }
  });
});

describe('what npm run jars has written', () => {
  const listOf = (name: string) => {
    const file = join(components, name, 'jars.json');
    return parseJson(jarList, readFileSync(file, 'utf8'), file);
  };

  for (const name of ['mongo', 'kafka', 's3', 'zipkin']) {
    it(`has every dependency that pom.xml names: ${name}`, () => {
      const pom = readFileSync(join(components, name, 'pom.xml'), 'utf8');
      const dependency =
        /<groupId>(.+)<\/groupId>\s*<artifactId>(.+)<\/artifactId>\s*<version>(.+)<\/version>/g;
      const named = [...pom.matchAll(dependency)].map(([, ...parts]) => parts.join(':'));
      const [, ...dependencies] = named;
      assert.ok(dependencies.length > 0);
      const listed = Object.keys(listOf(name));
      for (const each of dependencies)
        assert.ok(
          listed.some((one) => `${one}:`.startsWith(`${each}:`)),
          `${each} is not in jars.json: npm run jars`,
        );
    });
  }

  const { stdout } = spawnSync('javac', ['--version'], { encoding: 'utf8' });
  it('are the classes that Launcher.java compiles to', {
    skip: !/^javac 17\./.test(stdout ?? '') && 'javac 17, which made the classes, is not installed',
  }, async () => {
    process.env = { ...given };
    const mongo = join(components, 'mongo');
    const classPath = await installJars('mongo-java-server', mongo, silent);
    const classes = join(folder, 'classes');
    mkdirSync(classes);
    execFileSync('javac', ['--release', '17', '-cp', classPath, '-d', classes, join(mongo, 'Launcher.java')]);
    const made = globSync('**/*.class', { cwd: classes }).sort();
    assert.deepEqual(globSync('**/*.class', { cwd: join(mongo, 'classes') }).sort(), made);
    for (const file of made)
      assert.ok(
        readFileSync(join(classes, file)).equals(readFileSync(join(mongo, 'classes', file))),
        `${file}: npm run jars`,
      );
  });

  it('has paths of a Maven repository', () => {
    assert.equal(
      jarPath('org.apache.kafka:kafka_2.13:4.4.0'),
      'org/apache/kafka/kafka_2.13/4.4.0/kafka_2.13-4.4.0.jar',
    );
  });
});
