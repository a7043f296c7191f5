import { randomUUID } from 'node:crypto';
import type { Queries } from '#shared/sql/database';

/** The agents of the original; the passwords are `admin`, `secret`, `secret` and `agent1`. */
export const agents = [
  {
    login: 'admin',
    passwordHash: 'scrypt$16384$8$1$ZbkNHEI6Leg+3DiV1lsX7w==$pBskTdZI/Fvfj/vBjVMHF3HGCUgmZdPKsok7nfpYupE=',
    avatar: 'static/avatars/admin.png',
    availableProducts: 'TRI;HSI',
  },
  {
    login: 'jimmy.solid',
    passwordHash: 'scrypt$16384$8$1$CZiRKkZz3psftvYHCguZZw==$FtgeCsH1nEmpE4bsFuuB2ag58w8vQcnC4loZHR+0jik=',
    avatar: 'static/avatars/jimmy_solid.png',
    availableProducts: 'TRI;HSI;FAI;CAR',
  },
  {
    login: 'danny.solid',
    passwordHash: 'scrypt$16384$8$1$GA3vyK2Pqwmd1Lv9369S3Q==$OHzX5lSEsfahMys3qVn+ulDmPBQfSbGMEMCZEvpfcm8=',
    avatar: 'static/avatars/danny_solid.png',
    availableProducts: 'TRI;HSI',
  },
  {
    login: 'agent1',
    passwordHash: 'scrypt$16384$8$1$sFuSvYKVasFdEGIYE9uTlQ==$kD3PXiJj/mMi2UiUkOIo1KBJa1eVX3U4iY0RzxA10qM=',
    avatar: 'static/avatars/agent1.png',
    availableProducts: 'TRI;HSI',
  },
];

/** Adds the agents that are not there. */
export async function seed(db: Queries): Promise<void> {
  for (const { login, passwordHash, avatar, availableProducts } of agents)
    await db.run(
      `insert into insurance_agent (id, login, password_hash, avatar, available_products)
       values ($1, $2, $3, $4, $5) on conflict (login) do nothing`,
      [randomUUID(), login, passwordHash, avatar, availableProducts],
    );
}
