import assert from 'node:assert/strict';
import type { carriers } from '#apps/overleaf/real-time/client/carrier';
import { eventually } from '#test/harness/eventually';
import { cookies, type Editing } from './editing.ts';
import { named, type RawSocket } from './raw-socket.ts';

/** How sockets join projects in a test. */
export interface Joining {
  /** A socket that has joined a project. */
  join(project: string, options?: { cookie?: string; at?: 0 | 1 }): Promise<RawSocket>;
  /** Says what web answers from here on to whoever wants to join. */
  letJoin(privilegeLevel: string, isRestrictedUser?: boolean): void;
}

export const joining = (editing: () => Editing, transport: keyof typeof carriers): Joining => ({
  async join(projectId, { at = 0, cookie = cookies.ann } = {}) {
    const socket = await editing().raw(at, { transport, cookie, projectId });
    await eventually(() => assert.ok(socket.received.length > 0));
    assert.equal(named(socket, 'joinProjectResponse').length, 1, JSON.stringify(socket.received));
    return socket;
  },
  letJoin(privilegeLevel, isRestrictedUser = false) {
    editing().web.join = (_id) => ({ project: { _id }, privilegeLevel, isRestrictedUser });
  },
});
