import type { ComponentChildren } from 'preact';
import { createStore } from './store.ts';

/** Where the browser is: path and query. */
export const place = createStore(location.pathname + location.search);

addEventListener('popstate', () => place.set(location.pathname + location.search));

/** Goes to another page of the same site without loading it anew. */
export function navigate(to: string, { replace = false } = {}): void {
  history[replace ? 'replaceState' : 'pushState'](null, '', to);
  place.set(to);
  if (!replace) scrollTo(0, 0);
}

interface LinkProps {
  /** A path of the site. */
  to: string;
  class?: string;
  'aria-label'?: string;
  children: ComponentChildren;
}

/** A link within the site; with Ctrl, Shift or the middle button it opens as any link does. */
export function Link({ to, children, ...rest }: LinkProps) {
  const follow = (event: MouseEvent) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    navigate(to);
  };
  const here = place.get().split('?')[0] === to;
  return (
    <a {...rest} href={to} onClick={follow} aria-current={here ? 'page' : undefined}>
      {children}
    </a>
  );
}

/** The parts of `path` that `:names` in `pattern` stand for, or undefined when it does not match. */
export function match(pattern: string, path: string): Record<string, string> | undefined {
  const names = [...pattern.matchAll(/:(\w+)/g)].map(([, name]) => String(name));
  const found = new RegExp(`^${pattern.replace(/:\w+/g, '([^/]+)')}/?$`).exec(path);
  if (found === null) return undefined;
  try {
    return Object.fromEntries(names.map((name, i) => [name, decodeURIComponent(found[i + 1] ?? '')]));
  } catch {
    return undefined; // a broken escape such as %E0
  }
}
