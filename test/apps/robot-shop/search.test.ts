import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { matches, parseQuery } from '#apps/robot-shop/catalogue/search';

const text = 'Robotic Mining Cyborg\nDigs for rare minerals in the café.';
const finds = (query: string) => matches(text, parseQuery(query));

describe('a text search', () => {
  it('finds other forms of a word, in any case and without accents', () => {
    for (const query of ['mine', 'MINING', 'mineral', 'digging dig', 'cafe']) assert.ok(finds(query), query);
  });

  it('finds whole words only', () => {
    for (const query of ['cyb', 'org', 'min']) assert.ok(!finds(query), query);
  });

  it('finds what has any of the words', () => {
    assert.ok(finds('unicorn cyborg'));
    assert.ok(!finds('unicorn dragon'));
  });

  it('finds what has all phrases, also in the middle of words', () => {
    assert.ok(finds('"rare minerals"'));
    assert.ok(finds('"rare mineral"'));
    assert.ok(finds('"mining cyborg" "rare"'));
    assert.ok(!finds('"minerals rare"'));
    assert.ok(!finds('"rare minerals" "common"'));
  });

  it('leaves out what has an excluded word', () => {
    assert.ok(!finds('cyborg -minerals'));
    assert.ok(finds('cyborg -unicorn'));
    assert.ok(finds('rare-cyborg'), 'a hyphen inside a word excludes nothing');
  });

  it('finds nothing by nothing', () => {
    for (const query of ['', ' ', 'the', 'in for', '-unicorn', '""', '"', '-'])
      assert.ok(!finds(query), query);
  });
});
