/** Work that runs once at a time: who asks for it meanwhile waits until it has run once more from its beginning. */
export function onceMore(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  let again = false;
  const run = async (): Promise<void> => {
    try {
      do {
        again = false;
        await work();
      } while (again);
    } finally {
      // At once, not when the promise is seen to be done: whoever asks in between would be forgotten.
      running = undefined;
    }
  };
  return () => {
    again = true;
    running ??= run();
    return running;
  };
}
