import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '#shared/cli/failure';
import { run } from '../install/command.ts';
import { java } from '../install/java.ts';
import type { Component } from './component.ts';

const source = join(import.meta.dirname, '..', 'kafka');
const javaOptions = [
  '-Xms64m',
  '-Xmx256m',
  '-XX:+UseSerialGC',
  '-XX:TieredStopAtLevel=1',
  '-XX:-UsePerfData',
];
const logOption = '-Dorg.slf4j.simpleLogger.defaultLogLevel=error';

/** Apache Kafka as one broker that is its own controller (KRaft). */
export const kafka: Component = {
  name: 'kafka',
  title: 'Kafka',
  programs: [java],
  jars: { name: 'kafka', source },
  url: (port) => `127.0.0.1:${port}`,
  commands: async ({ port, folder, program, classPath, freePort }) => {
    const javaArguments = [...javaOptions, logOption, '-cp', await classPath()];
    mkdirSync(folder, { recursive: true });
    const properties = join(folder, 'server.properties');
    writeFileSync(properties, settings(port, await freePort(), join(folder, 'log')));
    const cluster = randomBytes(16).toString('base64url');
    const format = ['kafka.tools.StorageTool', 'format', '--ignore-formatted', `--cluster-id=${cluster}`];
    const { ok, output } = await run(program('java'), [...javaArguments, ...format, '-c', properties]);
    if (!ok) throw new Failure(`Kafka cannot create its data folder ${folder}:\n${output.slice(-600)}`);
    const args = [...javaArguments, 'kafka.Kafka', properties];
    return [{ name: 'Kafka', command: program('java'), args, port }];
  },
};

/**
 * The settings of a single node: a replication factor of 1, few partitions of the internal topics, and small buffers. With the short
 * session timeout, the broker is available 4 s after a kill instead of 20 s.
 */
const settings = (port: number, controllerPort: number, log: string): string =>
  Object.entries({
    'process.roles': 'broker,controller',
    'node.id': 1,
    'controller.quorum.voters': `1@127.0.0.1:${controllerPort}`,
    listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${port}`,
    'controller.listener.names': 'CONTROLLER',
    'inter.broker.listener.name': 'PLAINTEXT',
    'log.dirs': log,
    'offsets.topic.replication.factor': 1,
    'offsets.topic.num.partitions': 1,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
    'transaction.state.log.num.partitions': 1,
    'group.initial.rebalance.delay.ms': 0,
    'auto.create.topics.enable': false,
    'log.cleaner.dedupe.buffer.size': 4_194_304,
    'log.segment.bytes': 67_108_864,
    'num.io.threads': 2,
    'num.network.threads': 1,
    'background.threads': 2,
    'broker.session.timeout.ms': 2000,
    'broker.heartbeat.interval.ms': 500,
  })
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
