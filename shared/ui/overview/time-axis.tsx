import { ticksUntil } from './ticks.ts';

/** The round times of a scale that ends at `end` milliseconds and is `pixels` wide, so far apart that their texts do not touch. */
export function timeTicks(end: number, pixels: number): number[] {
  const characters = Math.max(leastCharacters, `${Math.round(end)} ms`.length);
  const fitting = Math.floor(pixels / (characters * text.perCharacter + text.around));
  return ticksUntil(end, Math.max(1, Math.min(mostSteps, fitting)));
}

const mostSteps = 6;
/** The length of `0.5 ms`, which a short scale has. */
const leastCharacters = 6;
/** In pixels. */
const text = { perCharacter: 7, around: 16 };

/** A place of a scale in per cent of its width. */
export const placeOn = (end: number, ms: number): string => `${(100 * ms) / end}%`;

/** The axis of a scale of milliseconds. */
export function TimeAxis({ end, ticks }: { end: number; ticks: readonly number[] }) {
  return (
    <svg width="100%" height="24" class="time-axis" aria-hidden="true">
      {ticks.map((tick) => (
        <g key={tick}>
          <line x1={placeOn(end, tick)} x2={placeOn(end, tick)} y1="18" y2="24" />
          <text x={placeOn(end, tick)} y="13" class={anchorOf(tick / end)}>
            {tick} ms
          </text>
        </g>
      ))}
    </svg>
  );
}

/** The first and the last text of a scale stay within it. */
function anchorOf(share: number): string {
  if (share === 0) return 'first';
  return share > 0.9 ? 'last' : '';
}
