import type { Person } from '#test/overleaf/accounts';
import { inviteOf, type KnownProject, recordOf, type World } from './parity-world.ts';

/** What is done in both forms; answers a status and a body, which are compared. */
export type Operation = (world: World) => Promise<[status: number, body: unknown]>;

/** What is drawn for each operation, whichever it is. */
export interface Step {
  /** Chooses among what there is. */
  index: number;
  /** Chooses another one. */
  other: number;
  /** Mostly the owner of the project does it, sometimes this one. */
  who: number;
  byOwner: boolean;
  name: string;
  lines: string[];
}

/** The id of nothing. */
export const nobody = '0123456789abcdef01234567';
/** One of a list, whatever the index. */
export const nth = <Item>(list: readonly Item[], index: number): Item | undefined =>
  list[index % Math.max(1, list.length)];

/** A request about a project, mostly by its owner. */
export const about =
  (
    method: string,
    path: (at: { project: KnownProject; step: Step; world: World }) => string,
    json?: (at: { project: KnownProject; step: Step; world: World }) => unknown,
    then?: (
      body: Record<string, unknown>,
      at: { project: KnownProject; by: Person; world: World },
    ) => unknown,
  ) =>
  (step: Step): Operation =>
  async (world) => {
    const project = nth(world.projects, step.index);
    if (project === undefined) return [0, 'there is no project yet'];
    const by = (step.byOwner ? project.owner : nth(world.people, step.who)) ?? project.owner;
    const at = { project, step, world };
    const sent = json === undefined ? {} : { json: json(at) };
    const { status, body } = await by.browser.ask(method, `/project/${project.id}${path(at)}`, sent);
    if (status === 200) await then?.(Object(body), { project, by, world });
    return [status, body];
  };

/** A request of somebody that is about no project. */
export const own =
  (
    method: string,
    path: (at: { step: Step; world: World; by: Person }) => string,
    json?: (step: Step) => unknown,
    then?: (body: Record<string, unknown>, at: { by: Person; world: World }) => unknown,
  ) =>
  (step: Step): Operation =>
  async (world) => {
    const by = nth(world.people, step.who);
    if (by === undefined) return [0, 'there is nobody'];
    const sent = json === undefined ? {} : { json: json(step) };
    const { status, body } = await by.browser.ask(method, path({ step, world, by }), sent);
    if (status === 200) await then?.(Object(body), { by, world });
    return [status, body];
  };

/** A request to document-updater about a document of a project. */
export const ofDocument =
  (method: string, path = '', json?: (step: Step, by: Person) => unknown) =>
  (step: Step): Operation =>
  async ({ projects, deployed }) => {
    const project = nth(projects, step.index);
    if (project === undefined) return [0, 'there is no project yet'];
    const address = `/project/${project.id}/doc/${nth(project.docs, step.other) ?? nobody}${path}`;
    const response = await fetch(deployed.services['document-updater'] + address, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(json !== undefined && { body: JSON.stringify(json(step, project.owner)) }),
    });
    const text = await response.text();
    return [response.status, text.startsWith('{') ? JSON.parse(text) : text];
  };

/** Somebody opens the link of a project. */
export const grant =
  (step: Step): Operation =>
  async (world) => {
    const project = nth(world.projects, step.index);
    const by = nth(world.people, step.who);
    if (project === undefined || by === undefined) return [0, 'there is no project yet'];
    const { readOnly = 'abcdefghijkl', readAndWrite = '1234567891abcdefghijkl' } =
      (await recordOf(world.deployed, project.id))?.tokens ?? {};
    const path = step.other % 2 === 0 ? `/read/${readOnly}/grant` : `/${readAndWrite}/grant`;
    const { status, body } = await by.browser.ask('POST', path, { json: {} });
    return [status, body];
  };

/** Somebody opens the link of an invitation. */
export const acceptInvite =
  (step: Step): Operation =>
  async (world) => {
    const [project, invite] = nth(world.invites, step.index) ?? [];
    const by = nth(world.people, step.who);
    if (project === undefined || by === undefined) return [0, 'nobody is invited yet'];
    const token = (await inviteOf(world.deployed, String(invite)))?.token ?? nobody;
    const path = `/project/${project.id}/invite/token/${token}/accept`;
    const { status, body } = await by.browser.ask('POST', path, { json: {} });
    return [status, body];
  };
