import type { Pool, RowDataPacket } from 'mysql2/promise';
import { openMysql } from '#shared/state/mysql';
import { config } from './config.ts';

/** A city as it is answered. */
export interface City {
  uuid: number;
  code: string;
  /** Lower case without accents, for searching. */
  city: string;
  name: string;
  region: string;
  latitude: number;
  longitude: number;
}

/** A part of a long list: at most `limit` rows, after the one with the number `after`. */
export interface Page {
  limit?: number | undefined;
  after?: number | undefined;
}

/** The database `cities`. */
export const mysql = openMysql(config.MYSQL_URL);
const matchesAtMost = 10;
const columns = 'uuid, country_code AS code, city, name, region, latitude, longitude';

/** How many cities there are. */
export const countCities = async (): Promise<number> =>
  Number((await query<{ n: number }>('SELECT COUNT(*) AS n FROM cities'))[0]?.n);

/** The countries, by name. */
export const countries = (): Promise<{ uuid: number; code: string; name: string }[]> =>
  query('SELECT uuid, code, name FROM codes ORDER BY name');

/** The cities of a country, all unless a page is asked for. */
export const citiesOf = (code: string, { limit, after = 0 }: Page): Promise<City[]> =>
  query(
    `SELECT ${columns} FROM cities WHERE country_code = ? AND uuid > ? ORDER BY uuid
     ${limit === undefined ? '' : 'LIMIT ?'}`,
    limit === undefined ? [code, after] : [code, after, limit],
  );

/**
 * At most ten cities of a country whose names begin with `text`: first those with that very name, then the largest, then by name. The
 * original gave nine where there were more, in any order.
 */
export const citiesLike = (code: string, text: string): Promise<City[]> =>
  query(
    `SELECT ${columns} FROM cities WHERE country_code = ? AND city LIKE ? ESCAPE '!'
     ORDER BY city = ? DESC, population DESC, city, uuid LIMIT ?`,
    [code, `${text.toLowerCase().replace(/[!%_]/g, '!$&')}%`, text.toLowerCase(), matchesAtMost],
  );

/** One city. */
export const findCity = async (uuid: number): Promise<City | undefined> =>
  (await query<City>(`SELECT ${columns} FROM cities WHERE uuid = ?`, [uuid]))[0];

const query = <Row extends object>(sql: string, values: (string | number)[] = []): Promise<Row[]> =>
  mysql.use(async (pool: Pool) => (await pool.query<(Row & RowDataPacket)[]>(sql, values))[0]);
