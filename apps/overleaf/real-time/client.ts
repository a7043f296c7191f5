import { randomBytes } from 'node:crypto';
import type { AppliedOp } from './applied-op.ts';
import { Rooms } from './rooms.ts';
import type { Session } from './web.ts';
import type { Connection } from './wire/connection.ts';

/** What a user may do with a project; a reviewer may open it, and none of its documents. */
export type Privilege = string;

/** The project that an editor has joined. */
export interface JoinedProject {
  id: string;
  privilege: Privilege;
  /** Whether the editor learns nothing of the other people in the project. */
  isRestricted: boolean;
  /** The token of the link by which it was opened. */
  token: string | undefined;
}

/** A document that an editor has open. While it is being opened, what is applied to it is held back. */
export interface OpenDoc {
  held: AppliedOp[] | undefined;
}

/** An editor that is connected and has a session. */
export interface Client {
  connection: Connection;
  /** The id by which editors know each other, and by which updates name their source. */
  publicId: string;
  connectedAt: Date;
  session: Session;
  project: JoinedProject | undefined;
  docs: Map<string, OpenDoc>;
  /** The documents that the editor may change: those that it has opened once. */
  allowedDocs: Set<string>;
}

export const newClient = (connection: Connection, session: Session): Client => ({
  connection,
  publicId: `P.${randomBytes(15).toString('base64url')}`,
  connectedAt: new Date(),
  session,
  project: undefined,
  docs: new Map(),
  allowedDocs: new Set(),
});

/** All editors of this process, by the ids of their connections. */
export const clients = new Map<string, Client>();

/** Who is in which project, by its id. */
export const projectRooms = new Rooms<Client>();

/** Who has which document open or opens it, by its id. An editor may yet be told that it is not his. */
export const docRooms = new Rooms<Client>();

const writers = ['owner', 'readAndWrite'];

export const mayWrite = ({ privilege }: JoinedProject): boolean => writers.includes(privilege);
export const mayRead = ({ privilege }: JoinedProject): boolean =>
  [...writers, 'readOnly'].includes(privilege);
