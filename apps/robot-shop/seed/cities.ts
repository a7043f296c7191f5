import { type Country, countries } from './countries.ts';
import { inventName, searchName } from './names.ts';

/** A row of the table `cities`, see its definition in `load.ts`. */
export interface City {
  uuid: number;
  code: string;
  /** For searching: lower case, without accents. */
  city: string;
  name: string;
  /** Two characters, by the part of the country in which the city lies. */
  region: string;
  latitude: number;
  longitude: number;
  /** How many live there; 0 in an invented city. */
  population: number;
}

/**
 * 50,000 cities of 30 countries, the same at every call: a few real ones, the others invented. They stand for the
 * original's data, which nobody may pass on; what counts is that one country has more than 10,000.
 */
export function generateCities(): City[] {
  const random = seededRandom(51_164_896);
  let uuid = 0;
  return countries.flatMap((country) =>
    Array.from({ length: country.cities }, (_none, index) => city(country, index, ++uuid, random)),
  );
}

function city(country: Country, index: number, uuid: number, random: () => number): City {
  const [south, west, north, east] = country.box;
  const [name, latitude, longitude, population] = country.real[index] ?? [
    inventName(country.language, random),
    degrees(south + random() * (north - south)),
    degrees(west + random() * (east - west)),
    0,
  ];
  const row = Math.min(3, Math.max(0, Math.floor(((latitude - south) / (north - south)) * 4)));
  const column = Math.min(3, Math.max(0, Math.floor(((longitude - west) / (east - west)) * 4)));
  const region = String(row * 4 + column + 1).padStart(2, '0');
  const { code } = country;
  return { uuid, code, city: searchName(name), name, region, latitude, longitude, population };
}

const degrees = (value: number): number => Math.round(value * 1e6) / 1e6;

/** Numbers from 0 to below 1, the same for the same seed (the generator mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
