import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { closePanel } from './which.ts';

interface PanelProps {
  title: string;
  /** Whether it takes the place of the whole editor. */
  isWide?: boolean;
  children: ComponentChildren;
}

/** The frame of a panel. The focus goes to what has `data-first`, else to the heading; Escape closes it. */
export function Panel({ title, isWide = false, children }: PanelProps) {
  const place = useRef<HTMLElement>(null);
  useEffect(() => {
    const find = (selector: string) => place.current?.querySelector<HTMLElement>(selector);
    (find('[data-first]') ?? find('h2'))?.focus();
    const onKey = ({ key, defaultPrevented }: KeyboardEvent) => {
      const { activeElement, body } = document;
      const isHere = activeElement === body || place.current?.contains(activeElement);
      if (key === 'Escape' && !defaultPrevented && isHere) closePanel();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
  return (
    <aside ref={place} class={isWide ? 'panel wide' : 'panel'} aria-labelledby="panel-title">
      <div class="panel-head">
        <h2 id="panel-title" tabIndex={-1}>
          {title}
        </h2>
        <button type="button" aria-label={`Close ${title}`} onClick={closePanel}>
          <span aria-hidden="true">✕</span>
        </button>
      </div>
      {children}
    </aside>
  );
}
