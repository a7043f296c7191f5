import type { ComponentChildren } from 'preact';

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

/** The head of each page of the console: the ways to the other pages, and its own title with a sentence on what it shows. */
export function ConsoleHead({ title, children }: { title: string; children?: ComponentChildren }) {
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
        {children && <p class="muted">{children}</p>}
      </header>
    </>
  );
}
