import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import * as z from 'zod';
import { blameSystem, parseJson } from '#shared/parse';
import { bundleAction } from '../../deploy/bundle.ts';

/** The files that instances of actions need, as contents. */
export interface RuntimeFiles {
  /** The program inside an instance, CommonJS for Node 20 and later. */
  runtime: string;
  /** The archive of the action that prewarmed instances run once. */
  warmUp: Uint8Array;
  /** The package `openwhisk`, which actions may require: its version, and its code in one CommonJS file. */
  openwhisk: { version: string; code: string };
}

const packageFile = z.object({ version: z.string() });

/** Builds the files from the sources. `npm run pack` puts the result in the place of this module (wsk/pack/pack.ts). */
export async function runtimeFiles(): Promise<RuntimeFiles> {
  const manifest = createRequire(import.meta.url).resolve('openwhisk/package.json');
  const [runtime, warmUp, code] = await Promise.all([
    bundled(fileURLToPath(new URL('../../runtime/main.ts', import.meta.url))),
    bundleAction(fileURLToPath(new URL('./warm-up-action.ts', import.meta.url))),
    bundled(dirname(manifest)),
  ]);
  return {
    runtime,
    warmUp: warmUp.zip,
    openwhisk: {
      version: parseJson(packageFile, readFileSync(manifest, 'utf8'), manifest, blameSystem).version,
      code,
    },
  };
}

async function bundled(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    mainFields: ['module', 'main'],
    logLevel: 'error',
  });
  return outputFiles[0]?.text ?? '';
}
