import type { PlatformContext } from '../context.ts';
import { limits } from '../entities/limits.ts';
import { json, outerCors, type PlatformResponse, text } from '../server/response.ts';
import { runtimes } from './runtimes.ts';

const mb = 1024 * 1024;

/** The responses of paths that need no credentials, such as `/`, `/ping` and `/api/v1`; undefined for another path. */
export function statusRoute(platform: PlatformContext, path: string): PlatformResponse | undefined {
  if (path === '/') return json(root(platform));
  if (path === '/ping') return text('pong');
  if (path === '/api/v1' || path === '/api/v1/') {
    return json({
      description: 'OpenWhisk API',
      api_version: '1.0.0',
      api_version_path: 'v1',
      build: 'diptych',
      buildno: '0.1.0',
      swagger_paths: { ui: '/docs', 'api-docs': '/api-docs' },
    });
  }
  return health(platform, path);
}

// The paths that monitors of a standalone OpenWhisk read.
function health(platform: PlatformContext, path: string): PlatformResponse | undefined {
  if (path === '/invokers') return { ...json({}), headers: outerCors };
  if (path === '/invokers/healthy/count') return { ...json(0), headers: outerCors };
  if (path === '/activation/count') return { ...json(platform.throttle.inFlight()), headers: outerCors };
  if (path !== '/metrics') return undefined;
  const instances = [...platform.pool.slots];
  const metrics = [
    ['openwhisk_activations_in_flight', 'gauge', platform.throttle.inFlight()],
    ['openwhisk_instances', 'gauge', instances.length],
    ['openwhisk_instances_busy', 'gauge', instances.filter(({ running }) => running > 0).length],
    ['openwhisk_billed_gb_seconds_total', 'counter', platform.meter.gbSeconds()],
  ];
  const body = metrics.map(([name, type, value]) => `# TYPE ${name} ${type}\n${name} ${value}\n`);
  return { status: 200, body: body.join(''), headers: [['Content-Type', 'text/plain; version=0.0.4']] };
}

function root(platform: PlatformContext): unknown {
  const [minDuration, maxDuration] = limits.timeoutMs;
  const [minMemory, maxMemory] = limits.memoryMb.map((value) => value * mb);
  const [minLogs, maxLogs] = limits.logsMb.map((value) => value * mb);
  return {
    description: 'OpenWhisk',
    support: { github: 'https://github.com/apache/openwhisk/issues', slack: 'http://slack.openwhisk.org' },
    api_paths: ['/api/v1'],
    limits: {
      actions_per_minute: platform.throttle.perMinute,
      triggers_per_minute: platform.throttle.firesPerMinute,
      concurrent_actions: platform.throttle.concurrent,
      sequence_length: limits.sequence,
      min_action_duration: minDuration,
      max_action_duration: maxDuration,
      min_action_memory: minMemory,
      max_action_memory: maxMemory,
      min_action_logs: minLogs,
      max_action_logs: maxLogs,
      default_min_action_duration: minDuration,
      default_max_action_duration: maxDuration,
      default_min_action_memory: minMemory,
      default_max_action_memory: maxMemory,
      default_min_action_logs: minLogs,
      default_max_action_logs: maxLogs,
    },
    runtimes,
  };
}

/** The body of `GET /namespaces/NS/limits`. */
export function namespaceLimits(platform: PlatformContext): unknown {
  return {
    invocationsPerMinute: platform.throttle.perMinute,
    concurrentInvocations: platform.throttle.concurrent,
    firesPerMinute: platform.throttle.firesPerMinute,
    minActionMemory: limits.memoryMb[0],
    maxActionMemory: limits.memoryMb[1],
    minActionLogs: limits.logsMb[0],
    maxActionLogs: limits.logsMb[1],
    minActionTimeout: limits.timeoutMs[0],
    maxActionTimeout: limits.timeoutMs[1],
    minActionConcurrency: 1,
    maxActionConcurrency: platform.maxConcurrency,
    maxActionInstances: platform.throttle.concurrent,
    maxParameterSize: `${limits.parameters} B`,
  };
}
