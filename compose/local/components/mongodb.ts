import { join } from 'node:path';
import { installJars } from '../install/maven.ts';
import { accepts } from '../ports.ts';
import type { Component } from './component.ts';

const source = join(import.meta.dirname, '..', 'mongo');

/** MongoDB: `mongod` if it is on PATH, else mongo-java-server on a file, since no package registry has the former. */
export const mongodb: Component = {
  name: 'mongodb',
  title: 'MongoDB',
  programs: [
    { command: 'java', debian: 'default-jdk-headless' },
    { command: 'javac', debian: 'default-jdk-headless' },
    { command: 'mvn', debian: 'maven' },
  ],
  insteadOf: [{ command: 'mongod', debian: '' }],
  url: (port) => `mongodb://127.0.0.1:${port}`,
  commands: async ({ port, folder, program, progress }) => {
    const mongod = program('mongod');
    if (mongod !== '') {
      const args = ['--bind_ip', '127.0.0.1', '--port', `${port}`, '--dbpath', folder, '--nounixsocket'];
      return [{ name: 'MongoDB', command: mongod, args, ready: () => accepts(port) }];
    }
    const jars = await installJars('mongo-java-server', source, progress);
    const lean = ['-Xmx256m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];
    const quiet = '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn';
    const classPath = `${jars}:${join(jars, '*')}`;
    const args = [
      ...lean,
      quiet,
      '-cp',
      classPath,
      'Launcher',
      '127.0.0.1',
      `${port}`,
      join(folder, 'mongo.h2'),
    ];
    return [
      { name: 'MongoDB (mongo-java-server)', command: program('java'), args, ready: () => accepts(port) },
    ];
  },
};
