import * as z from 'zod';
import type { ActionSpec } from '#shared/app/actions';
import { Failure } from '#shared/cli/failure';
import { blameSystem, parseJson, safeParseJson } from '#shared/parse';
import { feedAction } from './alarms.ts';
import { type Host, send } from './rest.ts';

const namespaceLimits = z.object({
  maxActionMemory: z.number().default(512),
  maxActionTimeout: z.number().default(300_000),
  /** 1 on a stock OpenWhisk, more on the embedded one. */
  maxActionConcurrency: z.number().default(1),
  invocationsPerMinute: z.number().optional(),
  concurrentInvocations: z.number().optional(),
});

/** What an OpenWhisk allows the actions of a namespace; memory in MB, times in ms. */
export type HostLimits = z.output<typeof namespaceLimits>;

/** What a deployment has to know about its host. */
export interface HostFacts {
  limits: HostLimits;
  /** Whether it has the feed that fires triggers at intervals; a standalone OpenWhisk does not. */
  hasAlarms: boolean;
  /** The kinds of its runtimes that new actions may have, such as `nodejs:20`; empty when it does not list them. */
  kinds: string[];
  /** Whether it is the embedded one: its alarms keep fractions of a minute, and its actions see the programs of the machine. */
  isEmbedded: boolean;
}

const version = z.object({ build: z.string() });
const runtime = z.object({ kind: z.string(), deprecated: z.boolean().default(false) });
const description = z.object({ runtimes: z.record(z.string(), z.array(runtime)) });

/** Asks a host what a deployment has to know. */
export async function factsOf(host: Host): Promise<HostFacts> {
  const [limits, feed, about, root] = await Promise.all([
    send(host, 'GET', '/api/v1/namespaces/_/limits'),
    send(host, 'GET', `/api/v1/namespaces/${feedAction}?code=false`),
    send(host, 'GET', '/api/v1'),
    send(host, 'GET', '/'),
  ]);
  if (limits.status !== 200)
    throw new Failure(`${host.apihost} answers ${limits.status} for the limits of the namespace`);
  return {
    limits: parseJson(namespaceLimits, limits.text, `the limits of ${host.apihost}`, blameSystem),
    hasAlarms: feed.status === 200,
    kinds: kindsIn(root.text),
    isEmbedded: safeParseJson(version, about.text)?.build === 'diptych',
  };
}

function kindsIn(text: string): string[] {
  const { runtimes = {} } = safeParseJson(description, text) ?? {};
  return Object.values(runtimes)
    .flat()
    .flatMap(({ kind, deprecated }) => (deprecated ? [] : [kind]));
}

/** The limits with which an action is deployed: those in app.ts, lowered to what the host allows. */
export const within = (action: ActionSpec, host: HostLimits) => ({
  timeout: Math.min(action.timeoutMs, host.maxActionTimeout),
  memory: Math.min(action.memoryMb, host.maxActionMemory),
  concurrency: Math.min(action.concurrency, host.maxActionConcurrency),
});
