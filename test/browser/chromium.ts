import { basename, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { programEnvironment, unpackedRoot } from '#compose/local/install/find';
import { findBrowser } from '#test/harness/browser-program';

const found = findBrowser();
const unpacked = found?.startsWith(unpackedRoot()) ? found : undefined;
/** Debian's Chromium: as installed, or the program itself where its package could only be unpacked. */
export const executablePath =
  unpacked === undefined ? found : join(unpackedRoot(), 'usr/lib/chromium', basename(unpacked));

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
  ...(unpacked !== undefined && { FONTCONFIG_PATH: join(unpackedRoot(), 'etc/fonts') }),
});

/** Starts a headless browser; without a sandbox of its own, which needs rights that containers lack. */
export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: ['--no-sandbox', '--disable-gpu', ...quiet],
    env: { ...process.env, ...browserEnvironment() } as Record<string, string>,
  });
}
