import { installComponents } from '#compose/local/components/components';
import { findProgram, type Program } from '#compose/local/install/find';
import type { Progress } from '#shared/cli/progress';

/** Chromium without windows: a new context costs half the CPU time of one in the whole browser, which opens a window for it. */
const headlessShell: Program = { command: 'chromium-headless-shell', debian: 'chromium-headless-shell' };
const chromium: Program = { command: 'chromium', debian: 'chromium' };

/** The path of the browser for tests; undefined when there is none. */
export const findBrowser = (): string | undefined => findProgram(headlessShell) ?? findProgram(chromium);

/** Installs the browser for tests, or accepts a whole Chromium where that does not work. */
export async function installBrowser(progress: Progress): Promise<void> {
  try {
    await installComponents([], progress, [headlessShell]);
  } catch (error) {
    if (findProgram(chromium) === undefined) throw error;
    progress.line(
      'The browser tests use the whole Chromium, which takes longer than chromium-headless-shell.',
    );
  }
}
