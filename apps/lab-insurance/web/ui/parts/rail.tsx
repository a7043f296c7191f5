import { useEffect, useState } from 'preact/hooks';
import { Link, place } from '../../../../../shared/ui/router.tsx';
import { useStore } from '../../../../../shared/ui/store.ts';
import { end, pictureOf, type Session } from '../session.ts';
import { Icon, type IconName } from './icon.tsx';

const pages: [path: string, title: string, icon: IconName][] = [
  ['/', 'Home', 'home'],
  ['/products', 'Products', 'products'],
  ['/policies', 'Policies', 'policies'],
  ['/payments', 'Payments', 'payments'],
  ['/dashboard', 'Dashboard', 'dashboard'],
  ['/chat', 'Chat', 'chat'],
];

/** The side of every page: the name, the ways to all pages, and who is logged in. On narrow windows it folds into the top. */
export function Rail({ agent }: { agent: Session }) {
  const path = useStore(place).split('?')[0] ?? '/';
  const [open, show] = useState(false);
  useEffect(() => show(false), [path]);
  useEffect(() => {
    if (!open) return;
    const closeOnEscape = ({ key }: KeyboardEvent) => key === 'Escape' && show(false);
    addEventListener('keydown', closeOnEscape);
    return () => removeEventListener('keydown', closeOnEscape);
  }, [open]);
  const mine = agent.username === 'admin' ? [...pages, operations] : pages;
  return (
    <header class={open ? 'rail open' : 'rail'}>
      <div class="rail-head">
        <Link to="/" class="brand">
          <img src="/favicon.svg" alt="" width="40" height="40" />
          <span>
            LAB Insurance <small>Sales Portal</small>
          </span>
        </Link>
        <button
          type="button"
          class="menu-button"
          aria-expanded={open}
          aria-controls="ways"
          onClick={() => show(!open)}
        >
          <Icon name={open ? 'close' : 'menu'} /> Menu
        </button>
      </div>
      <div id="ways" class="ways">
        <nav aria-label="Pages">
          {mine.map(([to, title, icon]) => (
            <Link key={to} to={to} class={isIn(path, to) ? 'way current' : 'way'}>
              <Icon name={icon} /> {title}
            </Link>
          ))}
        </nav>
        <div class="me">
          <Link to="/account" class="me-link">
            <img src={pictureOf(agent.avatar)} alt="" width="36" height="36" />
            <span>
              <span class="hidden">Account of </span>
              {agent.username}
            </span>
          </Link>
          <button type="button" class="quiet" onClick={() => end()}>
            Log out
          </button>
        </div>
      </div>
    </header>
  );
}

const operations: (typeof pages)[number] = ['/operations', 'Operations', 'operations'];

const isIn = (path: string, page: string): boolean =>
  page === '/'
    ? path === '/'
    : path === page || path.startsWith(`${page}/`) || (page === '/products' && path.startsWith('/policy/'));
