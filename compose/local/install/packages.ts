import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './command.ts';

/** Debian packages in a folder. */
export interface Packages {
  files: string[];
  /** What dpkg would keep about them when they are installed. */
  records: string;
  installedBytes: number;
}

/** What apt and dpkg-query have to know of an installed package; a description alone may be longer than all else. */
const fields = [
  ...['Package', 'Version', 'Architecture', 'Multi-Arch', 'Essential', 'Maintainer', 'Installed-Size'],
  ...['Pre-Depends', 'Depends', 'Provides', 'Conflicts', 'Breaks', 'Replaces'],
];

/** The packages in a folder. Resolves with the reason when one cannot be read. */
export async function packagesIn(folder: string): Promise<Packages | string> {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.deb'))
    .map((name) => join(folder, name));
  const found: Packages = { files, records: '', installedBytes: 0 };
  for (const file of files) {
    const { ok, output } = await run('dpkg-deb', ['--field', file, ...fields]);
    if (!ok) return output.trim();
    found.records += `${output.trim().replace(/^Package: .*/m, '$&\nStatus: install ok installed\nDescription: unpacked')}\n\n`;
    found.installedBytes += 1024 * Number(/^Installed-Size: (\d+)/m.exec(output)?.[1] ?? 0);
  }
  return found;
}
