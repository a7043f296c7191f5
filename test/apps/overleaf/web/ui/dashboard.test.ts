import assert from 'node:assert/strict';
import { it } from 'node:test';
import { ago } from '#apps/overleaf/web/ui/dashboard/ago';
import type { Project } from '#apps/overleaf/web/ui/dashboard/data';
import { isIn, sorted, type View } from '#apps/overleaf/web/ui/dashboard/views';

const me = { id: 'me', email: 'me@example.org', firstName: 'Me', lastName: '' };
const ada = { id: 'ada', email: 'ada@example.org', firstName: 'Ada', lastName: 'Lovelace' };
const project = (id: string, fields: Partial<Project> = {}): Project => ({
  id,
  name: id,
  lastUpdated: '2026-01-01T00:00:00.000Z',
  lastUpdatedBy: null,
  publicAccessLevel: 'private',
  accessLevel: 'owner',
  source: 'owner',
  archived: false,
  trashed: false,
  owner: me,
  ...fields,
});
const projects = [
  project('own 2'),
  project('own 10', { lastUpdated: '2026-01-02T00:00:00.000Z' }),
  project('hers', { source: 'invite', owner: ada }),
  project('by link', { source: 'token', owner: ada }),
  project('archived', { archived: true }),
  project('trashed', { trashed: true }),
];
const tags = [{ _id: 't', name: 'Tag', project_ids: ['own 2', 'archived'] }];

it('shows what is put away in a view of its own only', () => {
  const shown = (view: View) => projects.filter((each) => isIn(view, each, tags)).map(({ id }) => id);
  assert.deepEqual(shown('all'), ['own 2', 'own 10', 'hers', 'by link']);
  assert.deepEqual(shown('owned'), ['own 2', 'own 10']);
  assert.deepEqual(shown('shared'), ['hers', 'by link']);
  assert.deepEqual(shown('archived'), ['archived']);
  assert.deepEqual(shown('trashed'), ['trashed']);
  assert.deepEqual(shown('untagged'), ['own 10', 'hers', 'by link']);
  assert.deepEqual(shown('tag t'), ['own 2']);
});

it('sorts numbers in titles as numbers, and own projects before those of others', () => {
  const order = (by: 'title' | 'owner' | 'lastUpdated', isDescending: boolean) =>
    sorted(projects.slice(0, 3), { by, isDescending }).map(({ id }) => id);
  assert.deepEqual(order('title', false), ['hers', 'own 2', 'own 10']);
  assert.deepEqual(order('title', true), ['own 10', 'own 2', 'hers']);
  assert.deepEqual(order('owner', true), ['hers', 'own 2', 'own 10']);
  assert.equal(order('lastUpdated', true)[0], 'own 10');
});

it('says how long ago something was', () => {
  const now = Date.parse('2026-03-10T12:00:00Z');
  assert.equal(ago('2026-03-10T11:59:30Z', now), 'just now');
  assert.equal(ago('2026-03-10T09:00:00Z', now), '3 hours ago');
  assert.equal(ago('2026-03-09T11:00:00Z', now), 'yesterday');
  assert.equal(ago('2025-01-01T00:00:00Z', now), 'last year');
});
