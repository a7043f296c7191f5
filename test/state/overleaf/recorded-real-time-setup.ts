import type { Names } from '#test/contract/overleaf/names';
import type { SessionAnswer } from '#test/overleaf/real-time';
import type { RecordedEditors } from './recorded-editors.ts';
import type { Row } from './recorded-event.ts';

/** The users of the sessions of a group, by the header `Cookie`. */
export function sessionsOf(rows: Row[], names: Names): Map<string, SessionAnswer> {
  const sessions = new Map<string, SessionAnswer>();
  for (const [index, { request = {}, case: title }] of rows.entries()) {
    const { connect, cookie } = request;
    if (!cookie || !/\$session-\d+/.test(cookie) || title.includes('no such session')) continue;
    const user =
      userOf(connect ?? '', rows.slice(index + 1)) ?? (title.includes('anonymous') ? '' : '$user1');
    const number = user.slice(-1);
    sessions.set(names.valueOf(cookie), {
      user: /^\$user\d/.test(user)
        ? {
            _id: names.valueOf(user),
            first_name: `First${number}`,
            last_name: `Last${number}`,
            email: `user${number}@example.org`,
          }
        : null,
    });
  }
  return sessions;
}

/** Whom a socket asked web about when it joined a project, before it connected anew. */
function userOf(client: string, rows: Row[]): string | undefined {
  const end = rows.findIndex(({ request }) => request?.connect === client);
  for (const { request, after } of end < 0 ? rows : rows.slice(0, end)) {
    const [call] = (after?.calls ?? []) as { path?: string }[];
    if (request?.client === client && call?.path?.includes('user_id=')) return call.path.split('user_id=')[1];
  }
  return undefined;
}

interface Base {
  join: RecordedEditors['web']['join'];
  doc: RecordedEditors['doc'];
}

/** What the neighbours answer when no row says otherwise for the next one. */
const bases = new WeakMap<RecordedEditors, Base>();

const letJoin = (privilegeLevel: string) => (_id: string) => ({
  project: { _id, name: 'Project', rootFolder: [], owner: { _id: 'x' } },
  privilegeLevel,
  isRestrictedUser: false,
});

const docOf = (id: string, text: string, version: number) => ({
  id,
  lines: [text],
  version,
  ops: [],
  ranges: {},
});

/** Groups whose neighbours the recording does not describe. */
const ofGroups: Record<string, Base> = {
  'realtime-applied-ops': { join: letJoin('readAndWrite'), doc: (id) => docOf(id, 'text', 3) },
  'realtime-cursors': { join: letJoin('readOnly'), doc: (id) => docOf(id, 't', 1) },
};

/** Has the neighbours answer as before a row that changed that for the next one. */
export function withoutOverrides(editors: RecordedEditors, group?: string): void {
  const base = bases.get(editors) ?? ofGroups[group ?? ''] ?? { join: letJoin('owner'), doc: () => 404 };
  bases.set(editors, base);
  editors.web.join = base.join;
  editors.doc = base.doc;
}

/** Does what a row of the recording says of the surroundings of the service. Throws for a word that it does not know. */
export async function prepare(setup: Record<string, unknown>, editors: RecordedEditors): Promise<void> {
  for (const [what, value] of Object.entries(setup)) {
    const given = editors.names.filled(value);
    if (what === 'web answers POST /project/:p/join with') {
      const { status, body } = given as { status?: number; body?: unknown };
      if (status === undefined) setBase(editors, { join: (id) => byId(given, id) });
      else editors.web.join = () => (status === 200 ? body : status);
    } else if (what === 'web lets join as') setBase(editors, { join: letJoin(String(given)) });
    else if (what === 'document-updater answers GET doc with') {
      if (typeof given === 'object') setBase(editors, { doc: (id) => byId(given, id) });
      else editors.doc = () => given;
    } else if (what === 'document-updater') editors.docDelayMs = 400;
    else if (/^[A-Z]$/.test(what)) await connectAgain(what, String(given), editors);
    // The original has ended, and with it all connections.
    else if (what === 'real-time')
      await Promise.all([...editors.sockets.keys()].map((name) => editors.disconnect(name)));
    else throw new Error(`the recording has a setup "${what}", which the replay cannot do`);
  }
}

const byId = (answers: unknown, id: string): unknown => (answers as Record<string, unknown>)[id] ?? 404;

function setBase(editors: RecordedEditors, base: Partial<Base>): void {
  withoutOverrides(editors);
  bases.set(editors, { join: editors.web.join, doc: editors.doc, ...base });
  withoutOverrides(editors);
}

/** A socket that has ended connects again, and does what it had done. */
async function connectAgain(name: string, what: string, editors: RecordedEditors): Promise<void> {
  await editors.reconnect(name);
  const joinProject = ['joinProject', [{ project_id: editors.names.valueOf('$project1') }]];
  const [, repeated] = /repeated: (.*)$/.exec(what) ?? [];
  const emits = (repeated === undefined ? [joinProject] : JSON.parse(repeated)) as [string, unknown[]][];
  for (const [event, args] of emits) await editors.socket(name).emit(event, ...args);
}
