import type { ComponentChildren } from 'preact';

/** A box for what may be wider than its window: it has an edge, shows where more is hidden, and is scrolled by keyboard. */
export function ScrollBox({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys
    <section class="scroll" aria-label={name} tabIndex={0}>
      {children}
    </section>
  );
}
