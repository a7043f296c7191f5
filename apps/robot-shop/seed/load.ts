import { MongoClient, ObjectId } from 'mongodb';
import { type Connection, createConnection, type ResultSetHeader, type RowDataPacket } from 'mysql2/promise';
import type { Form } from '#shared/app/addresses';
import { nameIn } from '#shared/app/needs';
import { isDuplicateKey } from '#shared/state/mongo';
import { hashPassword } from '#shared/state/password';
import { generateCities } from './cities.ts';
import { countries } from './countries.ts';
import { products } from './products.ts';
import { users } from './users.ts';

/** The stores to fill: URLs without a database, MySQL's with an account that may create databases and accounts. */
export interface Stores {
  mongoUrl: string;
  mysqlAdminUrl: string;
  form: Form;
  report?: (line: string) => void;
}

/** Fills the stores of one form with what the shop starts with. What is there already stays as it is. */
export async function seed({ mongoUrl, mysqlAdminUrl, form, report = () => {} }: Stores): Promise<void> {
  await Promise.all([seedMongo(mongoUrl, form, report), seedMysql(mysqlAdminUrl, form, report)]);
}

async function seedMongo(url: string, form: Form, report: (line: string) => void): Promise<void> {
  const client = new MongoClient(url, { serverSelectionTimeoutMS: 5000 });
  try {
    const catalogue = client.db(nameIn(form, 'catalogue'));
    const accounts = client.db(nameIn(form, 'users'));
    const orders = client.db(nameIn(form, 'orders'));
    await catalogue.collection('products').createIndex({ sku: 1 }, { unique: true });
    await accounts.collection('users').createIndex({ name: 1 }, { unique: true });
    await accounts.collection('orders').createIndex({ name: 1, orderid: 1 }, { unique: true });
    await orders.collection('orders').createIndex({ key: 1 }, { unique: true });
    await orders.collection('orders').createIndex({ user: 1, at: 1 });
    await orders.collection('orders').createIndex({ status: 1, paidAt: 1 });

    let added = 0;
    for (const [index, product] of products.entries()) {
      // Fixed ids keep the products in this order, whoever adds them.
      const _id = new ObjectId((index + 1).toString(16).padStart(24, '0'));
      added += await unlessThere(() => catalogue.collection('products').insertOne({ _id, ...product }));
    }
    for (const { name, password, email } of users) {
      if ((await accounts.collection('users').countDocuments({ name })) > 0) continue;
      const account = { name, password: await hashPassword(password), email };
      added += await unlessThere(() => accounts.collection('users').insertOne(account));
    }
    const all = products.length + users.length;
    report(`${form}: ${all} products and accounts, ${added} of them new`);
  } finally {
    await client.close();
  }
}

async function unlessThere(insert: () => Promise<unknown>): Promise<number> {
  try {
    await insert();
    return 1;
  } catch (error) {
    if (isDuplicateKey(error)) return 0;
    throw error;
  }
}

const hosts = ['127.0.0.1', 'localhost', '%'];

async function seedMysql(url: string, form: Form, report: (line: string) => void): Promise<void> {
  const connection = await createConnection({ uri: url });
  try {
    // The cities are shared by both forms, which may be filled at the same time.
    await connection.query("SELECT GET_LOCK('robot-shop-seed', 60)");
    const ratings = nameIn(form, 'ratings');
    await connection.query('CREATE DATABASE IF NOT EXISTS cities CHARACTER SET utf8mb4');
    await connection.query(`CREATE DATABASE IF NOT EXISTS ${ratings} CHARACTER SET utf8mb4`);
    await connection.query(
      `CREATE TABLE IF NOT EXISTS ${ratings}.ratings (
        sku VARCHAR(80) NOT NULL PRIMARY KEY, rating_sum BIGINT NOT NULL, rating_count BIGINT NOT NULL)`,
    );
    for (const host of hosts) {
      await connection.query(`CREATE USER IF NOT EXISTS 'shipping'@'${host}' IDENTIFIED BY 'secret'`);
      await connection.query(`CREATE USER IF NOT EXISTS 'ratings'@'${host}' IDENTIFIED BY 'iloveit'`);
      await connection.query(`GRANT SELECT ON cities.* TO 'shipping'@'${host}'`);
      await connection.query(`GRANT SELECT, INSERT, UPDATE ON ${ratings}.* TO 'ratings'@'${host}'`);
    }
    report(`${form}: ${await seedCities(connection)}`);
  } finally {
    await connection.end();
  }
}

/** Tables as in the original, but with one index that serves the search inside a country. */
async function seedCities(connection: Connection): Promise<string> {
  await connection.query(
    `CREATE TABLE IF NOT EXISTS cities.codes (
      uuid INT NOT NULL PRIMARY KEY, code VARCHAR(2) NOT NULL UNIQUE, name VARCHAR(100) NOT NULL)`,
  );
  await connection.query(
    `CREATE TABLE IF NOT EXISTS cities.cities (
      uuid INT NOT NULL PRIMARY KEY, country_code VARCHAR(2) NOT NULL, city VARCHAR(100) NOT NULL,
      name VARCHAR(100) NOT NULL, region VARCHAR(100) NOT NULL,
      latitude DECIMAL(10,7) NOT NULL, longitude DECIMAL(10,7) NOT NULL,
      population INT NOT NULL DEFAULT 0, INDEX (country_code, city))`,
  );
  await addPopulations(connection);
  const codes = countries.map(({ code, name }, index) => [index + 1, code, name]);
  await connection.query('INSERT IGNORE INTO cities.codes (uuid, code, name) VALUES ?', [codes]);

  const expected = countries.reduce((sum, country) => sum + country.cities, 0);
  const [rows] = await connection.query<RowDataPacket[]>('SELECT COUNT(*) AS n FROM cities.cities');
  const shared = `${expected} cities, which both forms share`;
  if (Number(rows[0]?.n) === expected) return `${shared}; they were there`;
  const cities = generateCities();
  let added = 0;
  await connection.beginTransaction();
  for (let from = 0; from < cities.length; from += 5000) {
    const batch = cities
      .slice(from, from + 5000)
      .map((city) => [
        city.uuid,
        city.code,
        city.city,
        city.name,
        city.region,
        city.latitude,
        city.longitude,
        city.population,
      ]);
    const [result] = await connection.query<ResultSetHeader>('INSERT IGNORE INTO cities.cities VALUES ?', [
      batch,
    ]);
    added += result.affectedRows;
  }
  await connection.commit();
  return `${shared}; ${added} of them new`;
}

/** Cities that an earlier version has stored lack the column. */
async function addPopulations(connection: Connection): Promise<void> {
  const [columns] = await connection.query<RowDataPacket[]>(
    "SHOW COLUMNS FROM cities.cities LIKE 'population'",
  );
  if (columns.length > 0) return;
  await connection.query('ALTER TABLE cities.cities ADD COLUMN population INT NOT NULL DEFAULT 0');
  for (const { uuid, population } of generateCities().filter((city) => city.population > 0))
    await connection.query('UPDATE cities.cities SET population = ? WHERE uuid = ?', [population, uuid]);
}
