import { useEffect, useRef } from 'preact/hooks';

/** Something that can be chosen in a menu. */
export interface MenuItem {
  name: string;
  act(): void;
}

interface MenuProps {
  label: string;
  items: MenuItem[];
  /** Where its corner is in the window. */
  at: { x: number; y: number };
  onClose(): void;
}

/** A menu beside an entry: arrows move in it, Escape closes it, and the focus goes back to where it was. */
export function Menu({ label, items, at, onClose }: MenuProps) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    const menu = place.current;
    if (menu !== null) {
      menu.style.left = `${Math.min(at.x, innerWidth - menu.offsetWidth - 8)}px`;
      menu.style.top = `${Math.min(at.y, innerHeight - menu.offsetHeight - 8)}px`;
      focusItem(menu, 0);
    }
    const close = (event: Event) => {
      if (!(event.target instanceof Node && menu?.contains(event.target))) onClose();
    };
    addEventListener('pointerdown', close);
    return () => {
      removeEventListener('pointerdown', close);
      if (menu?.contains(document.activeElement) && before instanceof HTMLElement) before.focus();
    };
  }, []);
  const onKey = (event: KeyboardEvent) => {
    event.stopPropagation();
    const menu = place.current;
    if (menu === null) return;
    const here = [...menu.children].indexOf(document.activeElement ?? menu);
    const steps: Record<string, number> = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: -1 };
    const next = steps[event.key];
    if (next !== undefined) focusItem(menu, next);
    else if (event.key === 'Escape' || event.key === 'Tab') onClose();
    else return;
    event.preventDefault();
  };
  return (
    <div ref={place} class="entry-menu" role="menu" tabIndex={-1} aria-label={label} onKeyDown={onKey}>
      {items.map(({ name, act }) => (
        <button
          key={name}
          type="button"
          role="menuitem"
          onClick={() => {
            onClose();
            act();
          }}
        >
          {name}
        </button>
      ))}
    </div>
  );
}

function focusItem(menu: HTMLElement, at: number): void {
  const items = menu.querySelectorAll('button');
  items[(at + items.length) % items.length]?.focus();
}
