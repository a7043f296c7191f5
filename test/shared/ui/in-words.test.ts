import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as z from 'zod';
import { inWords } from '#shared/ui/in-words';

const thrownBy = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return error;
  }
};

describe('an error on a page', () => {
  it('is a sentence', () => {
    assert.equal(inWords(new Error('the name is taken')), 'The name is taken.');
    assert.equal(inWords('Really?'), 'Really?');
  });

  it('says what to do where a browser does not reach the site', () => {
    const browsers = [
      'Failed to fetch',
      'NetworkError when attempting to fetch resource.',
      'Load failed',
      'Failed to fetch dynamically imported module: http://127.0.0.1/ui/shared.js',
    ];
    for (const message of browsers)
      assert.match(inWords(new TypeError(message)), /^The site cannot be reached: .*try again\.$/);
  });

  it('says what to do where an answer cannot be read', () => {
    const wrong = [() => JSON.parse('<!DOCTYPE html>'), () => z.object({ a: z.string() }).parse({})];
    for (const work of wrong)
      assert.match(inWords(thrownBy(work)), /^This page does not understand .*: load the page again\.$/);
  });
});
