import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';

/** The colours of what is drawn: names of `shared/ui/palette.css`. */
export const colours = {
  Invocation: 'var(--invocation)',
  Init: 'var(--init)',
  Compute: 'var(--compute)',
  Store: 'var(--store)',
  Gateway: 'var(--gateway)',
  microservice: 'var(--microservice)',
  serverless: 'var(--serverless)',
} as const;

/** What is behind a drawing. */
export const ground = 'var(--card)';

/** The width of every drawing, in pixels: that of a phone, where its texts have the size in which they are drawn. */
const width = 380;

const { document } = parseHTML('<!doctype html><html><body></body></html>');

/** Draws a chart as SVG in the colours of the page that it stands in; `title` says what it shows to readers of the screen. */
export function draw(title: string, options: Plot.PlotOptions): string {
  const svg = Plot.plot({
    ...options,
    width,
    document: document as unknown as NonNullable<Plot.PlotOptions['document']>,
    style: { fontSize: '13px', background: ground, color: 'var(--ink)' },
  });
  svg.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  svg.setAttribute('role', 'img');
  svg.setAttribute('aria-label', title);
  return `${svg.outerHTML}\n`;
}

/**
 * A drawing as a file that stands alone. It has the colours of a light window, its ground among them, because not every program that
 * shows SVG knows variables, or whether its window is dark.
 */
export const fileOf = (drawing: string): string =>
  drawing.replace(/var\(--([\w-]+)\)/g, (_, name: string) => lightColour(name));

const palette = readFileSync(
  join(import.meta.dirname, '..', '..', '..', 'shared', 'ui', 'palette.css'),
  'utf8',
);

function lightColour(name: string): string {
  const [, colour] = new RegExp(`--${name}: light-dark\\((#\\w+),`).exec(palette) ?? [];
  if (colour === undefined) throw new Error(`palette.css has no colour --${name}`);
  return colour;
}

/** Pixels that a letter takes on average, and a square with the space around it. */
const [letter, square] = [7.4, 26];

/** A legend in one line above a chart: a square and a name for each colour. `top` is its distance from the frame, in pixels. */
export const legend = (names: readonly (keyof typeof colours)[], top = 16): Plot.Markish[] =>
  names.flatMap((name, index) => {
    const before = names.slice(0, index).reduce((sum, { length }) => sum + length * letter + square, 0);
    const place = { frameAnchor: 'top-left', dy: -top } as const;
    return [
      Plot.dot([name], { ...place, dx: before + 5, symbol: 'square', r: 5, fill: colours[name] }),
      Plot.text([name], { ...place, dx: before + 14, dy: -top - 6, text: () => name, textAnchor: 'start' }),
    ];
  });
