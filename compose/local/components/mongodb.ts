import { delimiter, join } from 'node:path';
import { java } from '../install/java.ts';
import type { Component } from './component.ts';

const source = join(import.meta.dirname, '..', 'mongo');

/** MongoDB: `mongod` if it is on PATH, else mongo-java-server with a file, because no package registry has `mongod`. */
export const mongodb: Component = {
  name: 'mongodb',
  title: 'MongoDB',
  programs: [java],
  jars: { name: 'mongo-java-server', source },
  alternatives: [{ command: 'mongod', debian: '' }],
  url: (port) => `mongodb://127.0.0.1:${port}`,
  commands: async ({ port, folder, program, classPath }) => {
    const mongod = program('mongod');
    if (mongod !== '') {
      const args = ['--bind_ip', '127.0.0.1', '--port', `${port}`, '--dbpath', folder, '--nounixsocket'];
      return [{ name: 'MongoDB', command: mongod, args, port }];
    }
    const javaOptions = ['-Xmx256m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-XX:-UsePerfData'];
    const logOption = '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn';
    const args = [
      ...javaOptions,
      logOption,
      '-cp',
      [join(source, 'classes'), await classPath()].join(delimiter),
      'de.bwaldvogel.mongo.backend.h2.Launcher',
      '127.0.0.1',
      `${port}`,
      join(folder, 'mongo.h2'),
    ];
    return [{ name: 'MongoDB (mongo-java-server)', command: program('java'), args, port }];
  },
};
