import { useEffect, useState } from 'preact/hooks';

const frameMs = 40;
/** On a slow machine the playback goes slower, so that no light is left out. */
const longestFrameMs = 150;

/** Where a playback is, in milliseconds; undefined while nothing is played. `play` begins at the beginning. */
export function usePlayback(endMs: number): { position: number | undefined; play(): void } {
  const [position, move] = useState<number>();
  const isPlaying = position !== undefined;
  useEffect(() => {
    if (!isPlaying) return;
    let last = performance.now();
    const timer = setInterval(() => {
      const now = performance.now();
      const passed = Math.min(now - last, longestFrameMs);
      last = now;
      move((at = 0) => (at + passed > endMs ? undefined : at + passed));
    }, frameMs);
    return () => clearInterval(timer);
  }, [isPlaying, endMs]);
  return { position, play: () => move(0) };
}
