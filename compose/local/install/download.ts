import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import pLimit from 'p-limit';
import { type Dispatcher, EnvHttpProxyAgent, fetch } from 'undici';
import { startSignal } from '../start-signal.ts';

/** A file of a registry: where it is, where it goes, and what it must be. */
export interface Download {
  url: string;
  file: string;
  bytes: number;
  /** The SHA-256 of the content, in hexadecimal. */
  sha256: string;
}

/** Milliseconds without a byte after which a registry counts as silent. */
const silentMs = 15_000;
const sideBySide = 8;

/**
 * Downloads files side by side and compares each with its checksum. A file appears under its name only when it is complete.
 * `onBytes` is called with the number of bytes of each part that arrives. Follows HTTP_PROXY, HTTPS_PROXY and NO_PROXY.
 * Rejects with an error that names the host that did not answer, or the file that is not what it must be.
 */
export async function download(files: Download[], onBytes: (bytes: number) => void): Promise<void> {
  const dispatcher = new EnvHttpProxyAgent();
  // The first failure stops the other downloads, so that no part of a file stays.
  const stopping = new AbortController();
  const options = { dispatcher, signal: AbortSignal.any([stopping.signal, startSignal()]) };
  try {
    await pLimit(sideBySide).map(files, (file) =>
      downloadOne(file, onBytes, options).catch((error: unknown) => stopping.abort(error)),
    );
    options.signal.throwIfAborted();
  } finally {
    await dispatcher.destroy();
  }
}

interface FetchOptions {
  dispatcher: Dispatcher;
  signal: AbortSignal;
}

async function downloadOne(
  { url, file, sha256 }: Download,
  onBytes: (bytes: number) => void,
  options: FetchOptions,
): Promise<void> {
  mkdirSync(dirname(file), { recursive: true });
  const part = `${file}.${randomUUID()}.part`;
  const hash = createHash('sha256');
  try {
    const onChunk = (chunk: Uint8Array): void => {
      hash.update(chunk);
      onBytes(chunk.length);
    };
    await receive(url, part, onChunk, options);
    const found = hash.digest('hex');
    if (found !== sha256)
      throw new Error(
        `${url} has the SHA-256 ${found} in place of ${sha256}: the registry or a proxy changed it`,
      );
    renameSync(part, file);
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
}

/** Writes the body of an answer to a file. */
async function receive(
  url: string,
  file: string,
  onChunk: (chunk: Uint8Array) => void,
  options: FetchOptions,
): Promise<void> {
  const silence = new AbortController();
  const timer = setTimeout(() => silence.abort(new Error(`silent for ${silentMs / 1000} s`)), silentMs);
  const signal = AbortSignal.any([silence.signal, options.signal]);
  try {
    const response = await fetch(url, { ...options, signal }).catch((error: unknown) => {
      throw new Error(`${new URL(url).host} does not answer (${causeOf(error)})`);
    });
    if (!response.ok || response.body === null) throw new Error(`${url} answers ${response.status}`);
    const parts = response.body.pipeThrough(
      new TransformStream<Uint8Array, Uint8Array>({
        transform(chunk, controller) {
          timer.refresh();
          onChunk(chunk);
          controller.enqueue(chunk);
        },
      }),
    );
    await pipeline(parts, createWriteStream(file)).catch((error: unknown) => {
      throw new Error(`${url} came only in part (${causeOf(error)})`);
    });
  } finally {
    clearTimeout(timer);
  }
}

/** What has failed, in the words of the system: fetch itself says only `fetch failed`. */
function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
