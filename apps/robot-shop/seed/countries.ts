import type { Language } from './names.ts';

/** A country to which the shop delivers. */
export interface Country {
  /** ISO 3166-1 alpha-2 in lower case. */
  code: string;
  name: string;
  language: Language;
  /** How many cities it has in our set. */
  cities: number;
  /** South, west, north, east in degrees: a box on land, where invented cities lie. */
  box: [number, number, number, number];
  /** Real cities: name, latitude, longitude, inhabitants in round numbers. */
  real: [string, number, number, number][];
}

const country = (
  code: string,
  name: string,
  language: Language,
  cities: number,
  box: Country['box'],
  ...real: Country['real']
): Country => ({ code, name, language, cities, box, real });

/** Those that the original's data is known to have, and some more. */
export const countries: Country[] = [
  country(
    'at',
    'Austria',
    'german',
    900,
    [46.8, 10.5, 48.6, 16.6],
    ['Vienna', 48.2, 16.37, 2_000_000],
    ['Graz', 47.07, 15.44, 300_000],
  ),
  country(
    'au',
    'Australia',
    'english',
    2200,
    [-35, 118, -20, 148],
    ['Sydney', -33.8688, 151.2093, 5_400_000],
    ['Perth', -31.95, 115.86, 2_200_000],
  ),
  country('be', 'Belgium', 'dutch', 700, [50, 3.3, 51.2, 5.8], ['Brussels', 50.85, 4.35, 1_250_000]),
  country('bg', 'Bulgaria', 'slavic', 700, [41.6, 23, 43.6, 27.4], ['Sofia', 42.7, 23.32, 1_280_000]),
  country(
    'br',
    'Brasil',
    'iberian',
    3600,
    [-25, -58, -6, -41],
    ['Brasília', -15.79, -47.88, 2_800_000],
    ['São Paulo', -23.55, -46.63, 11_450_000],
  ),
  country(
    'ca',
    'Canada',
    'english',
    2000,
    [49, -120, 56, -75],
    ['Ottawa', 45.42, -75.7, 1_020_000],
    ['Vancouver', 49.28, -123.12, 660_000],
  ),
  country(
    'ch',
    'Switzerland',
    'german',
    600,
    [46.3, 7, 47.5, 9.4],
    ['Bern', 46.95, 7.45, 137_000],
    ['Zürich', 47.38, 8.54, 440_000],
  ),
  country(
    'cn',
    'China',
    'eastern',
    2400,
    [25, 103, 38, 117],
    ['Beijing', 39.9, 116.4, 21_900_000],
    ['Shanghai', 31.23, 121.47, 24_900_000],
  ),
  country('cz', 'Czech Republic', 'slavic', 900, [48.9, 13, 50.4, 18], ['Prague', 50.09, 14.42, 1_380_000]),
  country(
    'de',
    'Germany',
    'german',
    3200,
    [48, 8, 53.4, 13.5],
    ['Berlin', 52.52, 13.405, 3_700_000],
    ['Hamburg', 53.55, 9.99, 1_860_000],
    ['Solingen', 51.17, 7.08, 160_000],
  ),
  country('dk', 'Denmark', 'nordic', 600, [55, 8.6, 57, 10.2], ['Copenhagen', 55.68, 12.57, 660_000]),
  country(
    'es',
    'Spain',
    'iberian',
    1800,
    [37.2, -6.5, 42.6, -0.8],
    ['Madrid', 40.42, -3.7, 3_300_000],
    ['Barcelona', 41.39, 2.17, 1_660_000],
  ),
  country('fi', 'Finland', 'finnish', 700, [61, 22.5, 67.5, 28.5], ['Helsinki', 60.17, 24.94, 680_000]),
  country(
    'fr',
    'France',
    'french',
    2600,
    [43.8, 0, 49.4, 6],
    ['Paris', 48.85, 2.35, 2_100_000],
    ['Lyon', 45.76, 4.84, 520_000],
  ),
  country(
    'gb',
    'United Kingdom',
    'english',
    1900,
    [51, -3, 55.2, -0.2],
    ['London', 51.51, -0.13, 8_900_000],
    ['Edinburgh', 55.95, -3.19, 510_000],
  ),
  country('gr', 'Greece', 'greek', 700, [38.4, 21, 41, 23.5], ['Athens', 37.98, 23.73, 640_000]),
  country('hu', 'Hungary', 'hungarian', 700, [46.2, 16.8, 48, 21.5], ['Budapest', 47.5, 19.04, 1_690_000]),
  country('ie', 'Ireland', 'english', 500, [52, -9.4, 54.2, -6.5], ['Dublin', 53.35, -6.26, 590_000]),
  country(
    'in',
    'India',
    'indian',
    2600,
    [15, 75, 26, 83],
    ['New Delhi', 28.61, 77.21, 250_000],
    ['Mumbai', 19.08, 72.88, 12_400_000],
  ),
  country(
    'it',
    'Italy',
    'italian',
    1600,
    [41.5, 12.5, 45.8, 14],
    ['Rome', 41.9, 12.5, 2_750_000],
    ['Milan', 45.46, 9.19, 1_370_000],
  ),
  country(
    'jp',
    'Japan',
    'japanese',
    1500,
    [35, 135.5, 36.8, 139.8],
    ['Tokyo', 35.68, 139.69, 14_000_000],
    ['Kyoto', 35.01, 135.77, 1_450_000],
  ),
  country('kr', 'South Korea', 'eastern', 700, [35, 126.8, 37.8, 129], ['Seoul', 37.57, 126.98, 9_400_000]),
  country(
    'mx',
    'Mexico',
    'iberian',
    1600,
    [18, -103.5, 26, -98.5],
    ['Mexico City', 19.43, -99.13, 9_200_000],
  ),
  country('nl', 'Netherlands', 'dutch', 700, [51.6, 4.8, 53, 6.8], ['Amsterdam', 52.37, 4.9, 930_000]),
  country('no', 'Norway', 'nordic', 600, [59, 6.5, 62.5, 11.5], ['Oslo', 59.91, 10.75, 710_000]),
  country(
    'nz',
    'New Zealand',
    'english',
    500,
    [-39.5, 175, -37.5, 177.5],
    ['Wellington', -41.29, 174.78, 215_000],
  ),
  country(
    'pl',
    'Poland',
    'slavic',
    1300,
    [50, 15.5, 54, 23],
    ['Warsaw', 52.23, 21.01, 1_860_000],
    ['Łódź', 51.76, 19.46, 655_000],
  ),
  country('pt', 'Portugal', 'iberian', 600, [37.4, -8.5, 41.8, -7], ['Lisbon', 38.72, -9.14, 550_000]),
  country('se', 'Sweden', 'nordic', 700, [56.5, 13, 64, 17], ['Stockholm', 59.33, 18.07, 990_000]),
  country(
    'us',
    'United States',
    'english',
    10_900,
    [31, -120, 48, -82],
    ['Washington', 38.91, -77.04, 680_000],
    ['New York', 40.71, -74.01, 8_300_000],
  ),
];
