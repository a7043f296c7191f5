import type { Database } from '#shared/sql/database';
import { verifyPassword } from '#shared/state/password';
import type { Agent } from '../tokens.ts';

interface Row {
  login: string;
  passwordHash: string;
  avatar: string;
  products: string;
}

/** The hash of nobody's password: checking it takes as long for a login that does not exist as for one that does. */
const nobodys = 'scrypt$16384$8$1$Q52fTXgUSWxIzqc30r5zcA==$yfoHosn/m6uhjWWRyjZbQnPLcatQXEpfHPT+j1FUXjs=';

/** The agent with this login and password, or undefined. */
export async function agentWith(db: Database, login: string, password: string): Promise<Agent | undefined> {
  const row = await db.first<Row>(
    `select login, password_hash as "passwordHash", avatar, available_products as products
     from insurance_agent where login = $1`,
    [login],
  );
  const isRight = await verifyPassword(password, row?.passwordHash ?? nobodys);
  if (row === undefined || !isRight) return undefined;
  return { login: row.login, avatar: row.avatar, roles: row.products.split(';') };
}
