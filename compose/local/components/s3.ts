import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { java } from '../install/java.ts';
import type { Component } from './component.ts';

const source = join(import.meta.dirname, '..', 's3');
const bucket = 'diptych';

/** The credentials of the server below; those of another server are in the environment. */
export const s3Credentials = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test-secret' };

/**
 * A server of S3's API with one bucket, for tests: S3Proxy with a folder. Like S3 and unlike S3Mock, it replaces an object atomically
 * while clients read it, and lets one of several concurrent conditional writes succeed.
 */
export const s3: Component = {
  name: 's3',
  title: 'S3',
  programs: [java],
  jars: { name: 's3proxy', source },
  url: (port) => `s3://${bucket}?endpoint=http://127.0.0.1:${port}`,
  commands: async ({ port, folder, program, classPath }) => {
    mkdirSync(join(folder, 'objects', bucket), { recursive: true });
    const [properties, logging] = [join(folder, 's3proxy.properties'), join(folder, 'logback.xml')];
    writeFileSync(properties, settings(port, join(folder, 'objects')));
    writeFileSync(logging, onlyErrors);
    const javaOptions = [
      '-Xms32m',
      '-Xmx256m',
      '-XX:+UseSerialGC',
      '-XX:TieredStopAtLevel=1',
      '-XX:-UsePerfData',
    ];
    const javaArguments = [
      ...javaOptions,
      `-Dlogback.configurationFile=${logging}`,
      '-cp',
      await classPath(),
    ];
    const args = [...javaArguments, 'org.gaul.s3proxy.Main', '--properties', properties];
    return [{ name: 'S3 (S3Proxy)', command: program('java'), args, port }];
  },
};

const settings = (port: number, objects: string): string =>
  Object.entries({
    's3proxy.endpoint': `http://127.0.0.1:${port}`,
    's3proxy.authorization': 'aws-v4',
    's3proxy.identity': s3Credentials.AWS_ACCESS_KEY_ID,
    's3proxy.credential': s3Credentials.AWS_SECRET_ACCESS_KEY,
    'jclouds.provider': 'filesystem-nio2',
    'jclouds.filesystem.basedir': objects,
  })
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');

const onlyErrors = `<configuration>
  <appender name="console" class="ch.qos.logback.core.ConsoleAppender"><encoder><pattern>%msg%n</pattern></encoder></appender>
  <root level="error"><appender-ref ref="console"/></root>
</configuration>
`;
