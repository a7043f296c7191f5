/** Milliseconds after which somebody who was asked whether to leave has stayed. */
const stayedMs = 10_000;

/**
 * Goes to another page. Resolves when this page stays after all, or a browser comes back to it: what leads away cannot be done twice
 * while the other page is on its way.
 */
export function leaveFor(path: string): Promise<void> {
  return new Promise((resolve) => {
    addEventListener('pageshow', () => resolve(), { once: true });
    setTimeout(resolve, stayedMs);
    location.assign(path);
  });
}
