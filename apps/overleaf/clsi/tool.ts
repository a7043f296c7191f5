import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { deadlineExceeded } from '#shared/errors';
import { run } from './run.ts';

/** A program and the files that it reads, by their paths. */
export interface Tool {
  argv: string[];
  files: Record<string, string | Buffer>;
}

const limits = { seconds: 60, memoryBytes: 1024 * 1024 * 1024 };

/** Runs a program on files in a folder of their own, and returns what it has written to its output. */
export async function runTool({ argv, files }: Tool): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'clsi-'));
  try {
    // The sandbox enters it before it becomes the user of the folder.
    await chmod(folder, 0o711);
    for (const [path, content] of Object.entries(files)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), content);
    }
    const { by, output } = await run({ folder, argv, limits });
    if (by === 'time') throw deadlineExceeded(`${argv[0]} did not end within ${limits.seconds} s`);
    return output;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
