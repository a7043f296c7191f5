import { readdirSync, readFileSync } from 'node:fs';

/** Whether every thread of a process is suspended. Throws when the process is gone. */
export const isStopped = (pid: number): boolean =>
  readdirSync(`/proc/${pid}/task`).every((thread) => {
    const text = readFileSync(`/proc/${pid}/task/${thread}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2, text.lastIndexOf(')') + 3) === 'T';
  });
