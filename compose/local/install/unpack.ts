import {
  appendFileSync,
  existsSync,
  globSync,
  lstatSync,
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
import { packagesIn } from './packages.ts';
import { requireSpace } from './space.ts';
import { unprivilegedApt } from './unprivileged-apt.ts';

const systemStatus = '/var/lib/dpkg/status';
/** dpkg's records of the packages that are unpacked. */
const ownStatus = (): string => join(cacheFolder('debian', 'root', 'var/lib/dpkg'), 'status');

/** An `apt-get` that takes what this system has, and what was unpacked, for installed. */
export function unpackingApt(): Apt {
  if (!existsSync(ownStatus())) writeFileSync(ownStatus(), '');
  return unprivilegedApt('apt', readFileSync(systemStatus, 'utf8') + readFileSync(ownStatus(), 'utf8'));
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
  const found = await packagesIn(archives);
  if (typeof found === 'string') return found;
  const { files, records, installedBytes } = found;
  requireSpace(root, installedBytes, 'Unpacking');
  writeFileSync(unpacking(), '');
  for (const [index, file] of files.entries()) {
    report(`unpacking package ${index + 1} of ${files.length}`);
    const { ok, output } = await run('dpkg-deb', ['--extract', file, root]);
    if (!ok) return output.trim();
  }
  relocateLinks(root);
  relocateErlang(join(root, 'usr/lib/erlang'));
  appendFileSync(ownStatus(), records);
  rmSync(unpacking());
  for (const file of files) rmSync(file);
  return undefined;
}

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
