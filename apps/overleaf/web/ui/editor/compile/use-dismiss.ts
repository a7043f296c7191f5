import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/** For a menu made of `details`: closes it on Escape, and when something else is clicked or gets the focus. */
export function useDismiss(): RefObject<HTMLDetailsElement | null> {
  const menu = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const leave = ({ target }: Event) => {
      if (target instanceof Node && menu.current?.contains(target) === false) menu.current.open = false;
    };
    const onKey = ({ key }: KeyboardEvent) => {
      if (key !== 'Escape' || menu.current?.open !== true) return;
      menu.current.open = false;
      menu.current.querySelector('summary')?.focus();
    };
    for (const name of ['pointerdown', 'focusin']) addEventListener(name, leave);
    addEventListener('keydown', onKey);
    return () => {
      for (const name of ['pointerdown', 'focusin']) removeEventListener(name, leave);
      removeEventListener('keydown', onKey);
    };
  }, []);
  return menu;
}
