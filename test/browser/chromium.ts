import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { findProgram, programEnvironment, unpackedRoot } from '#compose/local/install/find';

const found = findProgram({ command: 'chromium', debian: 'chromium' });
const unpacked = found?.startsWith(unpackedRoot());
/** Debian's Chromium: as installed, or the program itself where its package could only be unpacked. */
export const executablePath = unpacked ? join(unpackedRoot(), 'usr/lib/chromium/chromium') : found;

/** Why browser tests cannot run here, or false. */
export const noBrowser = executablePath === undefined && 'there is no chromium on this machine';

// Without these it looks for hosts of its maker.
const quiet = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
];

/** The variables with which the browser finds its libraries and fonts. */
export const browserEnvironment = (): Record<string, string> => ({
  ...programEnvironment(),
  ...(unpacked && { FONTCONFIG_PATH: join(unpackedRoot(), 'etc/fonts') }),
});

/** Starts a headless browser; without a sandbox of its own, which needs rights that containers lack. */
export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: ['--no-sandbox', '--disable-gpu', ...quiet],
    env: { ...process.env, ...browserEnvironment() } as Record<string, string>,
  });
}
