import type { ActionSpec } from '#shared/app/actions';
import { type App, actionsOf, calleesOf, processesOf } from '#shared/app/define-app';

/** A file of a service that the serverless form has beside its entry; names of files are those in the folder of the service. */
export interface FurtherFile {
  name: string;
  /** Why it is there, and what it is compared with. */
  why: string;
  /** The file that it is compared with; absent when nothing else does this. */
  base?: string;
  /** Whether it does only a part of what its base does. */
  isPart?: boolean;
}

const inMicroservice = (service: string): string =>
  `In the microservice form the process of ${service} does this itself: those lines of \`microservice.ts\` are shown that have a counterpart.`;

/** The files of further actions and processes of a service, and those of its variants. */
export function furtherFiles(app: App, service: string): FurtherFile[] {
  const { actions = {}, processes = {}, variants = {} } = app.services[service] ?? {};
  const part = { base: 'microservice.ts', isPart: true };
  const ofActions = Object.entries(actions).flatMap(([purpose, action]) => {
    if (purpose === 'main') return [];
    const why = `\`${service}-${purpose}\` is an action of its own: ${startOf(app, `${service}-${purpose}`, action)}.`;
    return [{ name: fileOf(purpose), why: `${why} ${inMicroservice(service)}`, ...part }];
  });
  const ofProcesses = Object.keys(processes).map((purpose) => {
    const why = `\`${service}-${purpose}\` is a process beside the actions, for what cannot be an action.`;
    return { name: `${purpose}.process.ts`, why: `${why} ${inMicroservice(service)}`, ...part };
  });
  const ofVariants = Object.entries(variants).flatMap(([name, { replaces, feed }]) => [
    ...replaces.map((purpose) => replacement(service, name, purpose)),
    ...(feed === undefined ? [] : [feedOf(name)]),
  ]);
  return [...ofActions, ...ofProcesses, ...ofVariants];
}

const fileOf = (purpose: string): string => (purpose === 'main' ? 'serverless.ts' : `${purpose}.action.ts`);

/** Who or what starts an action. */
function startOf(app: App, name: string, { kind, everyMinutes }: ActionSpec): string {
  const callers = [...actionsOf(app), ...processesOf(app, 'serverless')]
    .filter((each) => each.name !== name && calleesOf(each.spec, 'serverless').includes(name))
    .map((each) => each.name);
  const sends = kind === 'message' ? 'a message of' : 'a request that comes through';
  return [
    ...(callers.length === 0 ? [] : [`${sends} ${callers.join(' or ')} starts it`]),
    ...(everyMinutes === undefined ? [] : [`a timer starts it ${intervalOf(everyMinutes)}`]),
  ].join(', and ');
}

function intervalOf(minutes: number): string {
  if (minutes < 1) return `every ${Math.round(minutes * 60)} seconds`;
  return minutes % 60 === 0 ? `every ${minutes / 60} hours` : `every ${minutes} minutes`;
}

function replacement(service: string, variant: string, purpose: string): FurtherFile {
  const base = fileOf(purpose);
  const name = purpose === 'main' ? `variants/${variant}.ts` : `variants/${variant}.${base}`;
  const why = `\`--variant ${service}=${variant}\` runs this in the place of \`${base}\`, which stands beside it.`;
  return { name, why, base };
}

const feedOf = (variant: string): FurtherFile => ({
  name: `variants/${variant}.feed.ts`,
  why: `The process of the variant ${variant} between the broker and OpenWhisk. Nothing in the other form does this, so it is compared with no file.`,
});
