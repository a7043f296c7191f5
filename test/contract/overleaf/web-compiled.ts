import type { Page } from '#test/overleaf/browser';

interface CompiledBody {
  outputFiles: { path: string; size?: number }[];
  stats?: object;
  timings?: object;
  [field: string]: unknown;
}

const isCompiled = (body: unknown): body is CompiledBody => Array.isArray(Object(body).outputFiles);

const keysOf = (value: object | undefined): string[] | null => (value ? Object.keys(value).sort() : null);

/** The answer to a compile as the recording shows it: files by path, figures only as present or not. */
export function compiledAsRecorded(page: Page): Page {
  if (!isCompiled(page.body)) return page;
  // The entries of the log and the steps are what this implementation adds.
  const { outputFiles, stats, timings, logEntries: _, steps: _steps, ...rest } = page.body;
  const files = outputFiles
    .toSorted((one, other) => (one.path < other.path ? -1 : 1))
    .map((file) => ({ ...file, size: file.size ?? null }));
  return { ...page, body: { ...rest, outputFiles: files, stats: keysOf(stats), timings: keysOf(timings) } };
}
