import * as Plot from '@observablehq/plot';
import { useEffect, useRef } from 'preact/hooks';
import { useWidth } from '../hooks.ts';

/** The colours of the two forms, from palette.css. */
export const formColours = {
  domain: ['microservice', 'serverless'],
  range: ['var(--microservice)', 'var(--serverless)'],
};

/** A chart as wide as its place. A table with the same figures stands beside it, for those who cannot see it. */
export function Chart({ title, options }: { title: string; options: Plot.PlotOptions }) {
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  useEffect(() => {
    if (width === 0) return;
    const chart = Plot.plot({
      marginBottom: 44,
      ...options,
      width,
      color: formColours,
      style: { fontSize: '13px' },
    });
    box.current?.replaceChildren(chart);
  }, [options, width]);
  return (
    <figure class="chart">
      <figcaption>{title}</figcaption>
      <div ref={box} aria-hidden="true" />
    </figure>
  );
}

/** Which colour is which form. */
export function Legend() {
  return (
    <p class="legend">
      <span class="microservice">Microservices</span> <span class="serverless">Serverless</span>
    </p>
  );
}
