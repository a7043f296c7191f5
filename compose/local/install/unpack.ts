import {
  appendFileSync,
  existsSync,
  globSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Apt } from './apt.ts';
import { cacheFolder } from './cache.ts';
import { run } from './command.ts';
import { unpackedRoot, unpacking } from './find.ts';
import { requireSpace } from './space.ts';

const systemStatus = '/var/lib/dpkg/status';
/** dpkg's records of the packages that are unpacked. */
const ownStatus = (): string => join(cacheFolder('debian', 'root', 'var/lib/dpkg'), 'status');

/** An `apt-get` for a user without root rights: it takes what was unpacked for installed, and keeps its files in the cache folder. */
export function unprivilegedApt(): Apt {
  const state = cacheFolder('debian', 'apt');
  const archives = cacheFolder('debian', 'apt', 'archives');
  for (const folder of ['lists/partial', 'archives/partial'])
    mkdirSync(join(state, folder), { recursive: true });
  if (!existsSync(ownStatus())) writeFileSync(ownStatus(), '');
  const status = join(state, 'status');
  writeFileSync(status, readFileSync(systemStatus, 'utf8') + readFileSync(ownStatus(), 'utf8'));
  const options = [
    ['Dir::State', state],
    ['Dir::State::status', status],
    ['Dir::Cache', state],
    ['Debug::NoLocking', '1'],
    ['APT::Sandbox::User', ''],
  ].flatMap(([key, value]) => ['-o', `${key}=${value}`]);
  return { prefix: [], options, archives };
}

/**
 * Unpacks the downloaded packages into the cache folder, without an installation, and removes their archives. Resolves with the reason
 * when it fails. Throws a failure when the disk is too small.
 */
export async function unpackPackages(
  { archives }: Apt,
  report: (state: string) => void,
): Promise<string | undefined> {
  const root = unpackedRoot();
  const files = readdirSync(archives)
    .filter((name) => name.endsWith('.deb'))
    .map((name) => join(archives, name));
  const records: string[] = [];
  for (const file of files) {
    const { ok, output } = await run('dpkg-deb', ['--field', file]);
    if (!ok) return output.trim();
    records.push(output.trim().replace(/^Package: .*/m, '$&\nStatus: install ok installed'));
  }
  requireSpace(
    root,
    1024 * sum(records.map((record) => /^Installed-Size: (\d+)/m.exec(record)?.[1])),
    'Unpacking',
  );
  writeFileSync(unpacking(), '');
  for (const [index, file] of files.entries()) {
    report(`unpacking package ${index + 1} of ${files.length}`);
    const { ok, output } = await run('dpkg-deb', ['--extract', file, root]);
    if (!ok) return output.trim();
  }
  relocateLinks(root);
  relocateErlang(join(root, 'usr/lib/erlang'));
  appendFileSync(ownStatus(), records.map((record) => `${record}\n\n`).join(''));
  rmSync(unpacking());
  for (const file of files) rmSync(file);
  return undefined;
}

const sum = (numbers: (string | undefined)[]): number =>
  numbers.reduce((total, number) => total + Number(number ?? 0), 0);

/** Leads the absolute links between unpacked files, for example of Java to its settings in /etc, to the cache folder. */
function relocateLinks(root: string): void {
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    if (!entry.isSymbolicLink()) continue;
    const link = join(entry.parentPath, entry.name);
    const target = readlinkSync(link);
    if (!target.startsWith('/') || existsSync(target)) continue;
    if (lstatSync(join(root, target), { throwIfNoEntry: false }) === undefined) continue;
    rmSync(link);
    symlinkSync(join(root, target), link);
  }
}

/** Replaces the absolute path of Debian's installation in Erlang's start scripts. */
function relocateErlang(erlang: string): void {
  for (const script of globSync(['bin/erl', 'erts-*/bin/erl'], { cwd: erlang })) {
    const file = join(erlang, script);
    const text = readFileSync(file, 'utf8').replace(/\bROOTDIR=\/usr\/lib\/erlang$/gm, `ROOTDIR=${erlang}`);
    writeFileSync(`${file}.new`, text, { mode: 0o755 });
    renameSync(`${file}.new`, file);
  }
}
