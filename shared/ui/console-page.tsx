import { type ComponentChildren, render, type VNode } from 'preact';
import { useTitle } from './hooks.ts';

/** The pages of the console, by path. `/pair` leads to the first service. */
const pages = [
  ['/', 'Forms'],
  ['/pair', 'Services'],
  ['/ledger', 'Ledger'],
  ['/experiments', 'Experiments'],
  ['/activations', 'Activations'],
] as const;

/** The path of the page that is shown: `/ledger` for `/ledger/robot-shop`. */
const here = `/${location.pathname.split('/')[1]}`;

interface ConsolePageProps {
  title: string;
  /** A sentence on what the page shows. */
  lead: ComponentChildren;
  children: ComponentChildren;
}

/** A page of the console: the ways to the other pages, its title, and its content. */
export function ConsolePage({ title, lead, children }: ConsolePageProps) {
  useTitle(title, 'Diptych');
  return (
    <>
      <a class="skip" href="#main">
        Skip to the content
      </a>
      <header class="console-head">
        <div class="console-bar">
          <a class="console-name" href="/">
            <img src="/favicon.svg" alt="" width="32" height="32" />
            Diptych
          </a>
          <nav aria-label="Console">
            <ul>
              {pages.map(([path, name]) => (
                <li key={path}>
                  <a href={path} aria-current={path === here ? 'page' : undefined}>
                    {name}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
        </div>
        <h1>{title}</h1>
        <p class="muted">{lead}</p>
      </header>
      <main id="main">{children}</main>
    </>
  );
}

/** Shows a page in its place in console.html. */
export function showPage(page: VNode): void {
  const place = document.getElementById('page');
  if (place) render(page, place);
}
