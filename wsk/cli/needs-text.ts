import { type App, actionsOf } from '#shared/app/define-app';
import { columns } from '#shared/cli/columns';
import { reachOf } from '../deploy/call-graph.ts';
import type { HostFacts, HostLimits } from '../deploy/host-facts.ts';

/** What an application needs, what the host allows, and what comes of it. */
type Row = [need: string, needed: string, allowed: string, consequence: string];

/**
 * The needs of an application that exceed what a host allows, as a table; empty when none does. `images` are the images of services that
 * need programs.
 */
export function needsText(
  app: App,
  { limits, isEmbedded }: HostFacts,
  images: Readonly<Record<string, string>>,
): string {
  const programs = isEmbedded ? [] : programRows(app, images);
  const rows = [...limitRows(app, limits, isEmbedded), ...rateRows(app, limits), ...programs];
  if (rows.length === 0) return '';
  return columns([[`What ${app.title} needs`, 'needed', 'allowed', 'so'], ...rows]);
}

function limitRows(
  app: App,
  { maxActionMemory, maxActionTimeout, maxActionConcurrency }: HostLimits,
  isEmbedded: boolean,
): Row[] {
  const actions = actionsOf(app);
  const concurrency = Math.max(...actions.map(({ action }) => action.concurrency));
  return [
    ...actions.flatMap(({ name, action }): Row[] => [
      ...above(`memory of ${name}`, action.memoryMb, maxActionMemory, (mb) => `${mb} MB`),
      ...above(`time limit of ${name}`, action.timeoutMs, maxActionTimeout, (ms) => `${ms / 1000} s`),
    ]),
    ...above(
      'requests in an instance at once',
      concurrency,
      maxActionConcurrency,
      (count) => `${count}`,
      `each request at once takes an instance${isEmbedded ? `; npm run openwhisk -- --concurrency ${concurrency} allows more` : ''}`,
    ),
  ];
}

const above = (
  need: string,
  needed: number,
  allowed: number,
  text: (value: number) => string,
  so = `deployed with ${text(allowed)}`,
): Row[] => (needed <= allowed ? [] : [[need, text(needed), text(allowed), so]]);

/** A limit from which on rates do not matter to a person who tries an application. */
const plenty = 1000;

/** What a stock OpenWhisk allows a minute and at once is less than people who use an application at the same time need. */
function rateRows(
  app: App,
  { invocationsPerMinute = plenty, concurrentInvocations = plenty }: HostLimits,
): Row[] {
  const { invoked, held } = reachOf(app);
  const minute: Row = [
    'invocations a minute, of one request',
    `${invoked}`,
    `${invocationsPerMinute}`,
    `about ${Math.floor(invocationsPerMinute / invoked)} such requests a minute, then 429`,
  ];
  const instances: Row = [
    'instances that one request may hold',
    `${held}`,
    `${concurrentInvocations}`,
    `about ${Math.floor(concurrentInvocations / held)} such requests at once`,
  ];
  return [
    ...(invocationsPerMinute < plenty ? [minute] : []),
    ...(concurrentInvocations < plenty ? [instances] : []),
  ];
}

function programRows(app: App, images: Readonly<Record<string, string>>): Row[] {
  return Object.entries(app.services).flatMap(([name, { programs = [], actions }]): Row[] => {
    if (actions === undefined || programs.length === 0 || images[name] !== undefined) return [];
    const [first = ''] = programs.map(({ command }) => command);
    const more = programs.length === 1 ? first : `${first} and ${programs.length - 1} more`;
    return [
      [
        `programs of ${name}`,
        more,
        'those of its image',
        `name an image that has them: --image ${name}=IMAGE`,
      ],
    ];
  });
}
