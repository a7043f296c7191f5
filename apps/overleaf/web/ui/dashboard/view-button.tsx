import type { ComponentChildren } from 'preact';
import type { View } from './views.ts';

interface ViewButtonProps {
  name: string;
  view: View;
  shown: View;
  onLook(view: View): void;
  children?: ComponentChildren;
}

/** Shows the projects of a view. */
export const ViewButton = ({ name, view, shown, onLook, children }: ViewButtonProps) => (
  <button type="button" class="view" aria-pressed={view === shown} onClick={() => onLook(view)}>
    {children}
    {name}
  </button>
);
