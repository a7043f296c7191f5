import assert from 'node:assert/strict';
import { it } from 'node:test';
import { readmeWithFindings } from './findings.ts';

it('the README has the tables that the kept results make', () => {
  const { now, made } = readmeWithFindings();
  assert.equal(now, made, 'run npm run experiment -- --write');
});
