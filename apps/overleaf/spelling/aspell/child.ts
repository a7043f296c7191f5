import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { withDeadline } from '#shared/deadline';
import { unavailable } from '#shared/errors';
import { type Misspelling, misspellingIn } from './line.ts';

/** Milliseconds that a check may take, as in the original. */
const checkWithinMs = 10_000;

/** The environment of aspell: none of the service's variables. */
export const aspellEnvironment = { PATH: process.env.PATH, LANG: 'C.UTF-8' };

interface Check {
  misspellings: Misspelling[];
  /** The lines that are not answered yet. */
  left: number;
  resolve(misspellings: Misspelling[]): void;
  reject(error: Error): void;
}

/** A process of aspell for one language, which answers one check after another. */
export class AspellChild {
  /** The words that it has been asked for. */
  asked = 0;
  hasEnded = false;
  #child: ChildProcessByStdio<Writable, Readable, null>;
  #check: Check | undefined;

  constructor(language: string) {
    const args = ['pipe', '-t', '--encoding=utf-8', '-d', language, '--home-dir=/nonexistent'];
    this.#child = spawn('aspell', args, { stdio: ['pipe', 'pipe', 'ignore'], env: aspellEnvironment });
    this.#child.once('error', () => this.#fail(unavailable('aspell cannot be started')));
    this.#child.once('close', () => this.#fail(unavailable('aspell has ended')));
    // The end of the process says what has happened.
    this.#child.stdin.on('error', () => undefined);
    createInterface({ input: this.#child.stdout }).on('line', (line) => this.#read(line));
    // From here on it is silent about right words.
    this.#child.stdin.write('!\n');
  }

  /** The misspelled ones of some words, which `isAskable` has let pass. Throws `unavailable` and `deadline-exceeded`. */
  check(words: string[]): Promise<Misspelling[]> {
    this.asked += words.length;
    const late = () => `aspell took more than ${checkWithinMs} ms`;
    return withDeadline(checkWithinMs, late, (signal) => {
      signal.addEventListener('abort', () => this.#child.kill('SIGKILL'));
      return this.#ask(words);
    });
  }

  #ask(words: string[]): Promise<Misspelling[]> {
    return new Promise((resolve, reject) => {
      if (this.hasEnded) return reject(unavailable('aspell has ended'));
      this.#check = { misspellings: [], left: words.length, resolve, reject };
      // The circumflex keeps a word from being a command.
      this.#child.stdin.write(words.map((word) => `^${word}\n`).join(''));
    });
  }

  /** Ends the process, which has no check to answer. */
  close(): void {
    this.hasEnded = true;
    this.#child.stdin.end();
  }

  #fail(error: Error): void {
    this.hasEnded = true;
    this.#check?.reject(error);
    this.#check = undefined;
  }

  /** An empty line ends the answer to a line. */
  #read(line: string): void {
    const check = this.#check;
    if (check === undefined) return;
    const misspelling = misspellingIn(line);
    if (misspelling !== undefined) check.misspellings.push(misspelling);
    if (line !== '') return;
    check.left -= 1;
    if (check.left > 0) return;
    this.#check = undefined;
    check.resolve(check.misspellings);
  }
}
