/** The name of the service, and of the profile that adds it. */
export const realOpenWhisk = 'openwhisk-standalone';
const profile = 'openwhisk';

/**
 * Settings of Apache OpenWhisk as properties of Java, with the limits that our actions need (compose/kubernetes/openwhisk-values.yaml).
 * The containers of actions join the network of the others, where they find the stores by their names.
 */
const properties = (key: string): Record<string, string> => ({
  'whisk.users.guest': key,
  'whisk.controller.interface': '0.0.0.0',
  'whisk.container-factory.container-args.network': `\${COMPOSE_PROJECT_NAME}_default`,
  'whisk.container-pool.user-memory': '8192m',
  'whisk.concurrency-limit.max': '100',
  'whisk.config.limits-actions-invokes-perMinute': '100000',
  'whisk.config.limits-actions-invokes-concurrent': '1000',
  'whisk.config.limits-triggers-fires-perMinute': '100000',
});

/**
 * Apache OpenWhisk in one container, which starts the containers of actions through the socket of the Docker engine. It keeps what is
 * deployed in memory, so `deploy` has to run again when it has been started again.
 */
export const standaloneOpenWhisk = (key: string): Record<string, unknown> => ({
  profiles: [profile],
  // No version of it that has Node 20 is known; `nightly` is what its documents name.
  image: `\${OPENWHISK_IMAGE:-openwhisk/standalone:nightly}`,
  command: ['--no-ui'],
  init: true,
  security_opt: ['no-new-privileges:true'],
  hostname: realOpenWhisk,
  environment: {
    JVM_EXTRA_ARGS: Object.entries(properties(key))
      .map(([name, value]) => `-D${name}=${value}`)
      .join(' '),
  },
  volumes: [`\${DOCKER_SOCKET:-/var/run/docker.sock}:/var/run/docker.sock`],
  mem_limit: '2048m',
  restart: 'unless-stopped',
  logging: { driver: 'json-file', options: { 'max-size': '10m', 'max-file': '3' } },
  healthcheck: {
    test: ['CMD', 'bash', '-c', '< /dev/tcp/127.0.0.1/3233'],
    interval: '5s',
    timeout: '5s',
    retries: 60,
  },
});
