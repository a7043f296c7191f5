import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { costOf, distanceTo, originalDistanceTo, roundHalfEven } from '#apps/robot-shop/shipping/distance';

// Latitude, longitude, kilometres, euro, and the kilometres that the original answers.
const places: [string, number, number, number, number, number][] = [
  ['Berlin', 52.52, 13.405, 460, 23, 633],
  ['Vienna', 48.2, 16.37, 745, 37.25, 1000],
  ['Sydney', -33.8688, 151.2093, 16_555, 827.75, 13_298],
  ['Paris', 48.85, 2.35, 424, 21.2, 542],
  ['Solingen', 51.164896, 7.068792, 0, 0, 0],
];

describe('the distance from the store', () => {
  for (const [name, latitude, longitude, km, euro, originalKm] of places) {
    it(`to ${name} is ${km} km and costs ${euro} euro`, () => {
      assert.equal(distanceTo({ latitude, longitude }), km);
      assert.equal(costOf(km), euro);
    });

    it(`to ${name} is ${originalKm} km for the original`, () => {
      assert.equal(originalDistanceTo({ latitude, longitude }), originalKm);
    });
  }

  it('is half the way round the world at most', () => {
    assert.equal(distanceTo({ latitude: -51.164896, longitude: 7.068792 - 180 }), 20_015);
  });
});

describe('roundHalfEven', () => {
  it('rounds a half to the even number', () => {
    assert.deepEqual([0.5, 1.5, 2.5, 3.5, 2.4, 2.6].map(roundHalfEven), [0, 2, 2, 4, 2, 3]);
  });
});
