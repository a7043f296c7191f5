import type { ResultSetHeader, RowDataPacket } from 'mysql2/promise';
import { openMysql } from '#shared/state/mysql';
import { config } from './config.ts';

/** What people think of a product; both 0 when nobody has said. */
export interface Rating {
  /** From 1 to 5, with two decimals. */
  avg_rating: number;
  rating_count: number;
}

/** The database `ratings`. */
export const mysql = openMysql(config.MYSQL_URL, 'UPDATE ratings SET rating_count = 0 WHERE FALSE');

/** The rating of a product. The sum is stored, so the average does not drift by rounding. */
export const ratingOf = (sku: string): Promise<Rating> =>
  mysql.use(async (pool) => {
    const [rows] = await pool.query<RowDataPacket[]>(
      'SELECT rating_sum, rating_count FROM ratings WHERE sku = ?',
      [sku],
    );
    const count = Number(rows[0]?.rating_count ?? 0);
    const sum = Number(rows[0]?.rating_sum ?? 0);
    return { avg_rating: count === 0 ? 0 : Math.round((sum / count) * 100) / 100, rating_count: count };
  });

/** Adds a score, which is from 1 to 5, in one statement: no vote given at the same time is lost. */
export const addRating = (sku: string, score: number): Promise<unknown> =>
  mysql.use((pool) =>
    pool.query<ResultSetHeader>(
      `INSERT INTO ratings (sku, rating_sum, rating_count) VALUES (?, ?, 1)
       ON DUPLICATE KEY UPDATE rating_sum = rating_sum + ?, rating_count = rating_count + 1`,
      [sku, score, score],
    ),
  );
