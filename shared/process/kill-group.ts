/** Sends a signal to a process and all in its group. Does nothing when they have ended, or belong to another user. */
export function killGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  try {
    if (pid !== undefined) process.kill(-pid, signal);
  } catch {
    // There is nothing to end, or no right to do it.
  }
}
