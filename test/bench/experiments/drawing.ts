import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';

/** The colours of our pages in a light window (shared/ui/palette.css), because a file of a picture has no style sheet of theirs. */
export const colours = {
  Invocation: '#c2462a',
  Init: '#85547e',
  Compute: '#f0b93a',
  Store: '#32796e',
  Gateway: '#a89b88',
  microservice: '#17695f',
  serverless: '#5b44ad',
} as const;

const { document } = parseHTML('<!doctype html><html><body></body></html>');

/** Draws a chart as the text of an SVG file that stands alone; `title` says what it shows to readers of the screen. */
export function draw(title: string, options: Plot.PlotOptions): string {
  const svg = Plot.plot({
    ...options,
    document: document as unknown as NonNullable<Plot.PlotOptions['document']>,
    style: { fontSize: '13px', background: 'white', color: '#23201c' },
  });
  svg.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  svg.setAttribute('role', 'img');
  svg.setAttribute('aria-label', title);
  return `${svg.outerHTML}\n`;
}

/** A legend in one line above a chart: a square and a name for each colour. `top` is its distance from the frame, in pixels. */
export const legend = (names: readonly (keyof typeof colours)[], top = 16): Plot.Markish[] =>
  names.flatMap((name, index) => {
    const dx = index * 120;
    const place = { frameAnchor: 'top-left', dy: -top } as const;
    return [
      Plot.dot([name], { ...place, dx, symbol: 'square', r: 6, fill: colours[name] }),
      Plot.text([name], { ...place, dx: dx + 12, text: () => name, textAnchor: 'start' }),
    ];
  });
