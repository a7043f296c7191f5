// Notes of the run log are parsed correctly, also from incomplete texts.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RunNote } from '#wsk/placements/direct/protocol';
import {
  endNote,
  logNotes,
  readEnd,
  readNotes,
  readStart,
  startNote,
} from '#wsk/placements/direct/run-notes';

const [a, b] = ['a'.repeat(32), 'b'.repeat(32)] as const;
const text = [
  startNote(a, 3, 1_700_000_000_000),
  endNote(a, 12, 200, '{}'),
  startNote(b, 12, 1_700_000_000_001),
  logNotes(b, ['', 'end x 1 2 3', 'start y 1 2']),
  endNote(b, 0, 502, '{"error":"✗ 1 2"}'),
].join('');
const notes: RunNote[] = [
  { kind: 'start', id: a, text: '3 1700000000000' },
  { kind: 'end', id: a, text: '12 200 {}' },
  { kind: 'start', id: b, text: '12 1700000000001' },
  { kind: 'log', id: b, text: '' },
  { kind: 'log', id: b, text: 'end x 1 2 3' },
  { kind: 'log', id: b, text: 'start y 1 2' },
  { kind: 'end', id: b, text: '0 502 {"error":"✗ 1 2"}' },
];

test('notes that are read in pieces of any length are complete', () => {
  for (let length = 1; length <= text.length; length += 1) {
    const found: RunNote[] = [];
    let rest = '';
    for (let at = 0; at < text.length; at += length)
      rest = readNotes(rest + text.slice(at, at + length), (note) => found.push(note));
    assert.deepEqual(found, notes, `in pieces of ${length}`);
    assert.equal(rest, '');
  }
});

test('an incomplete note is not passed on', () => {
  const found: RunNote[] = [];
  readNotes(text.slice(0, -1), (note) => found.push(note));
  assert.deepEqual(found, notes.slice(0, -1));
});

test('the texts of start and end are parsed', () => {
  assert.deepEqual(readStart('3 1700000000000'), { channel: 3, start: 1_700_000_000_000 });
  assert.deepEqual(readEnd('0 502 {"error":"✗ 1 2"}'), {
    duration: 0,
    status: 502,
    reply: '{"error":"✗ 1 2"}',
  });
});
