import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkOffer } from '#apps/lab-insurance/policy/check-offer';
import type { Product } from '#apps/lab-insurance/policy/clients';
import type { CreateOffer } from '#apps/lab-insurance/policy/commands';

const product: Product = {
  covers: [
    { code: 'C1', optional: false },
    { code: 'C2', optional: true },
  ],
  questions: [
    { code: 'TYP', type: 'choice', choices: [{ code: 'APT' }, { code: 'HOUSE' }] },
    { code: 'AREA', type: 'numeric', choices: [] },
  ],
};
const answer = (questionCode: string, given: string | number) =>
  ({ type: 'numeric', questionCode, answer: given }) as const;
const offer = (more: Partial<CreateOffer> = {}): CreateOffer => ({
  productCode: 'HSI',
  policyFrom: '2031-01-01',
  policyTo: '2031-12-31',
  selectedCovers: ['C1'],
  answers: [answer('TYP', 'APT'), answer('AREA', 95)],
  ...more,
});

describe('an offer is checked against its product', () => {
  it('and its numbers are given on without blanks and exponents', () => {
    const answers = checkOffer(product, offer({ answers: [answer('TYP', 'APT'), answer('AREA', ' 3e0 ')] }));
    assert.deepEqual(answers, [
      { questionCode: 'TYP', answer: 'APT' },
      { questionCode: 'AREA', answer: '3' },
    ]);
  });

  const wrong: [string, Partial<CreateOffer>, RegExp][] = [
    ['ends before it begins', { policyTo: '2030-12-31' }, /policyTo: 2030-12-31 is before/],
    ['an unknown cover', { selectedCovers: ['C1', 'C9'] }, /no cover C9/],
    ['a mandatory cover left out', { selectedCovers: ['C2'] }, /C1 is mandatory/],
    ['no cover', { selectedCovers: [] }, /C1 is mandatory/],
    ['an unknown question', { answers: [...offer().answers, answer('X', 1)] }, /no question X/],
    ['a question left out', { answers: [answer('TYP', 'APT')] }, /AREA is not answered/],
    ['a question twice', { answers: [...offer().answers, answer('AREA', 1)] }, /AREA is answered twice/],
    [
      'a choice that there is not',
      { answers: [answer('TYP', 'BOAT'), answer('AREA', 1)] },
      /APT, HOUSE, not BOAT/,
    ],
    ['a text for a number', { answers: [answer('TYP', 'APT'), answer('AREA', 'big')] }, /not big/],
    ['less than nothing', { answers: [answer('TYP', 'APT'), answer('AREA', -1)] }, /at least 0, not -1/],
    ['no text for a number', { answers: [answer('TYP', 'APT'), answer('AREA', '')] }, /must be a number/],
  ];
  for (const [name, more, message] of wrong) {
    it(`and refused for ${name}`, () => assert.throws(() => checkOffer(product, offer(more)), message));
  }
});
