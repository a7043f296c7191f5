import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { generateCities } from '#apps/robot-shop/seed/cities';
import { countries } from '#apps/robot-shop/seed/countries';

describe('the cities that the shop ships to', () => {
  const cities = generateCities();

  it('are 50,000, each with its own number', () => {
    assert.equal(cities.length, 50_000);
    assert.equal(new Set(cities.map(({ uuid }) => uuid)).size, 50_000);
  });

  it('are the same each time', () => {
    assert.deepEqual(generateCities(), cities);
  });

  it('lie in at least 26 countries, of which one has more than 10,000', () => {
    assert.ok(new Set(countries.map(({ code }) => code)).size >= 26);
    assert.ok(cities.filter(({ code }) => code === 'us').length > 10_000);
  });

  it('have search names that anybody can type, and places on the globe', () => {
    for (const { city, name, region, latitude, longitude } of cities) {
      assert.match(city, /^[a-z ]{3,}$/, name);
      assert.match(region, /^\d\d$/);
      assert.ok(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180);
    }
  });

  it('include some that are real', () => {
    const berlin = cities.find(({ name }) => name === 'Berlin');
    assert.deepEqual([berlin?.code, berlin?.latitude, berlin?.longitude], ['de', 52.52, 13.405]);
    assert.ok(cities.some(({ name, city }) => name === 'São Paulo' && city === 'sao paulo'));
  });
});
