import * as z from 'zod';
import { createStore } from '../../../../../shared/ui/store.ts';
import { colourOf, hueOf } from '../parts/colour.ts';
import { nameOf } from '../parts/person.ts';
import { onEvent } from './live.ts';
import { client } from './project.ts';

/** Another editor of the project, and where its cursor is, once that is known. */
export interface Other {
  /** The connection: a person with two windows is there twice. */
  id: string;
  name: string;
  colour: string;
  /** The angle of the colour in degrees. */
  hue: number;
  place?: Place;
}

/** A place of a document; both numbers start at 0. */
export interface Place {
  document: string;
  row: number;
  column: number;
  /** When this page learned of it, in milliseconds since 1970. */
  since: number;
}

/** Who else has the project open. */
export const othersStore = createStore<Other[]>([]);

const cursor = z.object({ doc_id: z.string(), row: z.number(), column: z.number() });
const connected = z.array(
  z.object({
    client_id: z.string(),
    user_id: z.string(),
    email: z.string().default(''),
    first_name: z.string().default(''),
    last_name: z.string().default(''),
    cursorData: cursor.optional(),
  }),
);
const updated = cursor.extend({
  id: z.string(),
  user_id: z.string(),
  email: z.string().default(''),
  name: z.string().default(''),
});

const placeOf = ({ doc_id, row, column }: z.output<typeof cursor>): Place => ({
  document: doc_id,
  row,
  column,
  since: Date.now(),
});

/** Asks the server who is there, which takes it a second. */
export async function askForOthers(): Promise<void> {
  const [users] = await client.request('clientTracking.getConnectedUsers');
  const found = connected.parse(users).map(
    (user): Other => ({
      id: user.client_id,
      name: nameOf(user),
      colour: colourOf(user.user_id),
      hue: hueOf(user.user_id),
      ...(user.cursorData && { place: placeOf(user.cursorData) }),
    }),
  );
  const here = new Set(found.map(({ id }) => id));
  const isOther = ({ id }: Other) => id !== client.joined?.publicId;
  // People without an account are only known by their cursors.
  othersStore.set((before) => [...found, ...before.filter(({ id }) => !here.has(id))].filter(isOther));
}

onEvent('clientTracking.clientUpdated', ([message]) => {
  const { data } = updated.safeParse(message);
  if (data === undefined || data.id === client.joined?.publicId) return;
  const { id, name, email, user_id } = data;
  const other = {
    id,
    name: name || email || 'Somebody without an account',
    colour: colourOf(user_id),
    hue: hueOf(user_id),
    place: placeOf(data),
  };
  othersStore.set((before) =>
    before.some((each) => each.id === id)
      ? before.map((each) => (each.id === id ? other : each))
      : [...before, other],
  );
});

onEvent('clientTracking.clientDisconnected', ([id]) =>
  othersStore.set((before) => before.filter((other) => other.id !== id)),
);

/** Milliseconds between two messages about our own cursor. */
const betweenMs = 500;

let own: z.output<typeof cursor> | undefined;
let waiting: ReturnType<typeof setTimeout> | undefined;

/** Tells the others where our cursor is. */
export function showPlace(document: string, row: number, column: number): void {
  own = { doc_id: document, row, column };
  sendSoon();
}

function sendSoon(): void {
  if (waiting === undefined) waiting = setTimeout(sendPlace, betweenMs);
}

function sendPlace(): void {
  waiting = undefined;
  client.request('clientTracking.updatePosition', own).catch(() => {}); // it is told again after the next connect
}

onEvent('joined', () => {
  othersStore.set([]);
  askForOthers().catch(() => {}); // the connection has ended, and another one follows
  if (own !== undefined) sendSoon();
});
