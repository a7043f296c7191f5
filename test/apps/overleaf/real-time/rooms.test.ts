import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Rooms } from '#apps/overleaf/real-time/rooms';

describe('rooms', () => {
  it('know who is in them, and where somebody is, in the order of joining', () => {
    const rooms = new Rooms<string>();
    for (const room of ['p', 'd2', 'd1']) rooms.join(room, 'a');
    rooms.join('p', 'b');
    assert.deepEqual([...rooms.in('p')], ['a', 'b']);
    assert.deepEqual(rooms.of('a'), ['p', 'd2', 'd1']);
    rooms.leave('d2', 'a');
    assert.deepEqual(rooms.of('a'), ['p', 'd1']);
  });

  it('are gone when the last one has left', () => {
    const rooms = new Rooms<string>();
    rooms.join('p', 'a');
    rooms.join('p', 'b');
    rooms.leaveAll('a');
    assert.equal(rooms.isEmpty('p'), false);
    rooms.leaveAll('b');
    assert.equal(rooms.isEmpty('p'), true);
    assert.deepEqual(rooms.of('a'), []);
  });

  it('take no notice of somebody who is not there', () => {
    const rooms = new Rooms<string>();
    rooms.leave('p', 'a');
    rooms.leaveAll('a');
    assert.equal(rooms.isEmpty('p'), true);
  });
});
