import assert from 'node:assert/strict';
import type { Page } from '#test/overleaf/browser';
import type { EditorEvent } from '#test/overleaf/editor-events';
import { assertSame } from './compare.ts';
import type { Names } from './names.ts';
import type { Recorded } from './recording.ts';

/** Asserts that web has answered as the original: the status, where it leads, and JSON; the words for people are ours. */
export function assertAsRecorded(page: Page, { response }: Recorded, names: Names): void {
  const { status, headers = {}, body, bodyView } = response;
  assert.equal(page.status, status, page.text.slice(0, 500));
  for (const name of ['location', 'www-authenticate']) {
    const expected = headers[name];
    assert.equal(page.headers.get(name), expected === undefined ? null : names.valueOf(expected), name);
  }
  if (page.status >= 400) return;
  if (bodyView !== undefined)
    assertSame(new Function('b', `return ${bodyView.js}`)(page.body), bodyView.value, names);
  else if (typeof body === 'object') assertSame(page.body, withoutVersions(body), names);
}

/** Asserts that editors heard what they heard from the original; the hashes of files whose content was not recorded are others. */
export function assertPublished(events: EditorEvent[], { after }: Recorded, names: Names): void {
  const expected = (after?.published ?? []).map(({ message }) => message);
  assertSame(withoutHashes(events), withoutHashes(expected), names, 'the events');
}

const withoutHashes = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (key, each) => (key === 'hash' ? '<words>' : each)));

/** The original had a version in each tag, which no client reads. */
function withoutVersions(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutVersions);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).filter(([name]) => name !== '__v');
  return Object.fromEntries(members.map(([name, each]) => [name, withoutVersions(each)]));
}
