import { inWords } from '../../../../../../shared/ui/in-words.ts';
import { createStore } from '../../../../../../shared/ui/store.ts';
import { projectStore } from '../project.ts';
import { editStore, openDocument, whenSaved } from '../source/open-document.ts';
import { AutoCompile } from './auto-compile.ts';
import { type Compiled, type CompileOptions, compile, forgetBuilds, stop } from './compile.ts';

/** The state of compiling. */
export interface Compiling {
  busy: boolean;
  isStopping: boolean;
  last?: Compiled;
  /** Milliseconds from the click to the answer, as the page has seen them. */
  tookMs?: number;
  /** The last PDF, which stays when a compile makes none. */
  pdf?: { url: string; build: string };
  error?: string | undefined;
}

/** What compiles do and have done. */
export const compileStore = createStore<Compiling>({ busy: false, isStopping: false });

/** How this person wants to compile; it is kept in the browser. */
export interface CompileSettings {
  isAutomatic: boolean;
  isDraft: boolean;
}
const kept = { automatic: 'compile-automatically', draft: 'compile-as-draft' };
const isKept = (name: string): boolean => localStorage.getItem(name) === 'true';

export const settingsStore = createStore<CompileSettings>({
  isAutomatic: isKept(kept.automatic),
  isDraft: isKept(kept.draft),
});

const automatic = new AutoCompile(() => void run({ isAutomatic: true }));

settingsStore.subscribe(() => {
  const { isAutomatic, isDraft } = settingsStore.get();
  localStorage.setItem(kept.automatic, String(isAutomatic));
  localStorage.setItem(kept.draft, String(isDraft));
  automatic.turn(isAutomatic);
});
editStore.subscribe(() => automatic.edited());

/** Begins to compile by itself, if this person wants that: once when the first document is there, and after edits. */
const stopWaiting = openDocument.subscribe(() => {
  if (openDocument.get() === undefined) return;
  stopWaiting();
  const { isAutomatic } = settingsStore.get();
  automatic.turn(isAutomatic);
  if (isAutomatic) void run({ isAutomatic });
});

/** Milliseconds that a compile waits for what was typed last to be stored. */
const saveMs = 2000;

/** Compiles, unless a compile is under way; from scratch without anything that is kept of earlier ones. */
export async function run({ isAutomatic = false, isFromScratch = false } = {}): Promise<void> {
  if (compileStore.get().busy) return;
  const change = (part: Partial<Compiling>) => compileStore.set((present) => ({ ...present, ...part }));
  change({ busy: true, error: undefined });
  const start = performance.now();
  try {
    if (isFromScratch) await forgetBuilds();
    await whenSaved(saveMs);
    automatic.started();
    const rootDoc = rootDocOf();
    const last = await compileSoon({ rootDoc, isDraft: settingsStore.get().isDraft, isAutomatic });
    const { url, build } = last.outputFiles.find(({ path }) => path === 'output.pdf') ?? {};
    change({
      last,
      tookMs: performance.now() - start,
      ...(url !== undefined && build !== undefined && { pdf: { url, build } }),
    });
  } catch (problem) {
    change({ error: inWords(problem) });
  } finally {
    change({ busy: false, isStopping: false });
    automatic.ended();
  }
}

/** Milliseconds after which a compile is asked for again that came too soon after another. */
const againMs = 300;

/** Compiles as soon as the site takes it: it refuses all but one compile a second, and nobody has to press the button again for that. */
async function compileSoon(options: CompileOptions): Promise<Compiled> {
  const compiled = await compile(options);
  if (compiled.status !== 'too-recently-compiled' || compileStore.get().isStopping) return compiled;
  await new Promise((resolve) => setTimeout(resolve, againMs));
  return compileSoon(options);
}

/** Does something that compiles beside these compiles, while none of them is under way. Stopping stops it too. */
export async function runAlone(work: () => Promise<void>): Promise<void> {
  if (compileStore.get().busy) return;
  compileStore.set((present) => ({ ...present, busy: true }));
  automatic.held();
  try {
    await work();
  } finally {
    compileStore.set((present) => ({ ...present, busy: false, isStopping: false }));
    automatic.ended();
  }
}

/** Milliseconds between two requests to stop: the first may come before LaTeX runs, and then it stops nothing. */
const stopEveryMs = 1000;

/** Stops the compile that is under way. */
export async function stopRun(): Promise<void> {
  compileStore.set((present) => ({ ...present, isStopping: true }));
  try {
    while (compileStore.get().isStopping) {
      await stop();
      await new Promise((resolve) => setTimeout(resolve, stopEveryMs));
    }
  } catch (problem) {
    compileStore.set((present) => ({ ...present, isStopping: false, error: inWords(problem) }));
  }
}

const beginsDocument = /^[^%\n]*\\documentclass/m;

/** The open document if it can stand by itself, else the main one. */
export function rootDocOf(): string | null {
  const open = openDocument.get();
  if (open !== undefined && beginsDocument.test(open.text())) return open.id;
  return projectStore.get()?.rootDoc_id ?? null;
}
