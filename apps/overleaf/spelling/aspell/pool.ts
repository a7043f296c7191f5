import pLimit from 'p-limit';
import { AspellChild } from './child.ts';
import type { Misspelling } from './line.ts';

/** The limits of the original. */
const maxChildren = 32;
const idleMs = 1000;
const maxAsked = 100_000;

interface Idle {
  child: AspellChild;
  language: string;
  timer: NodeJS.Timeout;
}

const limit = pLimit(maxChildren);
/** Processes without a check, the one that has waited longest first. */
const idle: Idle[] = [];

/** The misspelled ones of some words, by a process of aspell that is used again for the same language, and ends when nobody asks. */
export const checkByAspell = (language: string, words: string[]): Promise<Misspelling[]> =>
  limit(async () => {
    const child = take(language);
    const misspellings = await child.check(words);
    keep(child, language);
    return misspellings;
  });

function take(language: string): AspellChild {
  const index = idle.findIndex((each) => each.language === language && !each.child.hasEnded);
  const [found] = index < 0 ? [] : idle.splice(index, 1);
  clearTimeout(found?.timer);
  if (found !== undefined) return found.child;
  // One of another language makes room.
  if (limit.activeCount + idle.length > maxChildren) closeOldest();
  return new AspellChild(language);
}

function closeOldest(): void {
  const oldest = idle.shift();
  clearTimeout(oldest?.timer);
  oldest?.child.close();
}

function keep(child: AspellChild, language: string): void {
  if (child.asked >= maxAsked) {
    child.close();
    return;
  }
  const kept: Idle = {
    child,
    language,
    timer: setTimeout(() => {
      idle.splice(idle.indexOf(kept), 1);
      child.close();
    }, idleMs),
  };
  idle.push(kept);
}
