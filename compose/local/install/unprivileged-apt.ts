import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Apt } from './apt.ts';
import { cacheFolder } from './cache.ts';

/** An `apt-get` for a user without root rights, which takes the packages in `status` for installed and keeps its files in the cache folder. */
export function unprivilegedApt(name: string, status: string): Apt {
  const state = cacheFolder('debian', name);
  const archives = cacheFolder('debian', name, 'archives');
  for (const folder of ['lists/partial', 'archives/partial'])
    mkdirSync(join(state, folder), { recursive: true });
  writeFileSync(join(state, 'status'), status);
  const options = [
    ['Dir::State', state],
    ['Dir::State::status', join(state, 'status')],
    ['Dir::Cache', state],
    ['Debug::NoLocking', '1'],
    ['APT::Sandbox::User', ''],
  ].flatMap(([key, value]) => ['-o', `${key}=${value}`]);
  return { prefix: [], options, archives };
}
