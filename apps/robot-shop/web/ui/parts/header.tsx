import { useEffect, useRef } from 'preact/hooks';
import { FormBadge } from '../../../../../shared/ui/form-badge.tsx';
import { useLoad } from '../../../../../shared/ui/hooks.ts';
import { Link, match, navigate, place } from '../../../../../shared/ui/router.tsx';
import { useStore } from '../../../../../shared/ui/store.ts';
import { api, at } from '../api.ts';
import { counted, euro, robotCount } from '../money.ts';
import { observedForm } from '../requests.ts';
import { cart, session } from '../session.ts';

/** The top of every page: name, search, who is shopping, cart, categories. */
export function Header() {
  const path = useStore(place);
  return (
    <header class="head" data-at={path}>
      <div class="head-row">
        <Link to="/" class="brand">
          <img src="/favicon.svg" alt="" width="40" height="40" /> Robot Shop
        </Link>
        <Search />
        <Account />
        <CartLink />
      </div>
      <div class="head-row second">
        <Categories />
        <FormBadge
          observed={observedForm}
          seenFrom="Seen from the answers of the services, not declared"
          samePage
        />
      </div>
    </header>
  );
}

function Search() {
  const path = useStore(place);
  const box = useRef<HTMLInputElement>(null);
  const text = match('/search/:text', path)?.text ?? '';
  useEffect(() => {
    if (box.current && document.activeElement !== box.current) box.current.value = text;
  }, [text]);
  return (
    <search class="find">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const wanted = box.current?.value.trim();
          if (wanted) navigate(`/search/${encodeURIComponent(wanted)}`);
        }}
      >
        <input
          ref={box}
          type="text"
          class="input"
          aria-label="Search"
          placeholder="Search robots"
          enterKeyHint="search"
        />
        <button type="submit" aria-label="Start search">
          <svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true">
            <path d="M10.5 4a6.5 6.5 0 1 0 0 13a6.5 6.5 0 0 0 0-13zM15.5 15.5L21 21" />
          </svg>
        </button>
      </form>
    </search>
  );
}

function Account() {
  const { user } = useStore(session);
  return (
    <Link to="/login" class="head-link account">
      {user === undefined ? (
        'Log in'
      ) : (
        <>
          <span class="hidden">Account of </span>
          {user.name}
        </>
      )}
    </Link>
  );
}

function CartLink() {
  const known = useStore(cart);
  const count = known ? robotCount(known) : 0;
  return (
    <Link to="/cart" class="head-link cart-link">
      <svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true">
        <path d="M5 8h14l-1 12H6zM9 8a3 3 0 0 1 6 0" />
      </svg>
      <span class="hidden">Cart: {count > 0 && `${counted(count, 'robot')}, `}</span>
      <span class="cart-total">{count === 0 ? 'Empty' : euro(known?.total ?? 0)}</span>
      {count > 0 && (
        <span class="cart-count" aria-hidden="true">
          {count}
        </span>
      )}
    </Link>
  );
}

function Categories() {
  const { value, error, reload } = useLoad('categories', (signal) =>
    api<string[]>(at('catalogue', 'categories'), { signal }),
  );
  return (
    <nav aria-label="Categories" class="categories">
      <Link to="/">All robots</Link>
      {value?.map((name) => (
        <Link key={name} to={`/category/${encodeURIComponent(name)}`}>
          {name}
        </Link>
      ))}
      {error && (
        <button type="button" class="link" onClick={reload} title={error}>
          Categories cannot be loaded. Try again
        </button>
      )}
    </nav>
  );
}
