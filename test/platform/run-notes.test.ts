// What an instance notes of runs on a line comes back as it was, also when it is read before it is complete.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RunNote } from '#wsk/platform/lines/line';
import { readNotes, writeNote } from '#wsk/platform/lines/run-notes';

const notes: RunNote[] = [
  { line: 3, id: 'a'.repeat(32), start: 1_700_000_000_000 },
  { id: 'a'.repeat(32), duration: 12, status: 200, logs: [], text: '{}' },
  { line: 12, id: 'b'.repeat(32), start: 1_700_000_000_001 },
  {
    id: 'b'.repeat(32),
    duration: 0,
    status: 502,
    logs: ['', 'end x 1 2 3', 'start y 1 2'],
    text: '{"error":"✗"}',
  },
];

test('notes read in pieces of any length are those that were written', () => {
  const text = notes.map(writeNote).join('');
  for (let length = 1; length <= text.length; length += 1) {
    const found: RunNote[] = [];
    let rest = '';
    for (let at = 0; at < text.length; at += length)
      rest = readNotes(rest + text.slice(at, at + length), found);
    assert.deepEqual(found, notes, `in pieces of ${length}`);
    assert.equal(rest, '');
  }
});

test('a note that a crash has cut off stays unread', () => {
  const found: RunNote[] = [];
  const text = notes.map(writeNote).join('');
  readNotes(text.slice(0, -1), found);
  assert.deepEqual(found, notes.slice(0, -1));
});
