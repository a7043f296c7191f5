import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Program as ProgramOfApp } from '#shared/app/program';
import { cacheFolder } from './cache.ts';

/** A program that a component or a service runs. */
export interface Program extends ProgramOfApp {
  /** Folders outside PATH in which Debian installs the program. */
  folders?: string[];
}

/** The folder into which Debian packages are unpacked without root rights. */
export const unpackedRoot = (): string => cacheFolder('debian', 'root');

/** A file that exists while packages are unpacked, and after an unpacking that was interrupted. */
export const unpacking = (): string => join(cacheFolder('debian'), 'unpacking');

/** The path of a program on PATH, in Debian's folders or in the unpacked packages; undefined when it is not installed. */
export function findProgram({ command, folders = [] }: Program): string | undefined {
  const ofSystem = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', ...folders];
  const unpacked = ['/usr/bin', '/usr/sbin', ...folders].map((folder) => join(unpackedRoot(), folder));
  const candidates = existsSync(unpacking()) ? ofSystem : [...ofSystem, ...unpacked];
  return candidates.map((folder) => join(folder, command)).find(isExecutable);
}

/** Whether this process, and what it starts, finds a program by its name. */
export const isOnPath = ({ command }: ProgramOfApp): boolean =>
  (process.env.PATH ?? '').split(delimiter).some((folder) => isExecutable(join(folder, command)));

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The environment variables with which programs in the unpacked packages find each other and their libraries. */
export function programEnvironment(): Record<string, string> {
  const root = unpackedRoot();
  const path = [process.env.PATH ?? '', '/usr/sbin'];
  if (!existsSync(join(root, 'usr'))) return { PATH: path.join(delimiter) };
  const architecture = process.arch === 'arm64' ? 'aarch64-linux-gnu' : 'x86_64-linux-gnu';
  const folders = [`usr/lib/${architecture}`, `lib/${architecture}`, `usr/lib/${architecture}/pulseaudio`];
  const libraries = folders.map((folder) => join(root, folder));
  return {
    PATH: [...path, join(root, 'usr/bin'), join(root, 'usr/sbin')].join(delimiter),
    LD_LIBRARY_PATH: [...libraries, process.env.LD_LIBRARY_PATH ?? ''].filter(Boolean).join(delimiter),
  };
}
