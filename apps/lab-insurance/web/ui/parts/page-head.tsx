import type { ComponentChildren } from 'preact';
import { useTitle } from '../../../../../shared/ui/hooks.ts';

/** Names the browser's tab. */
export const usePageTitle = (title: string): void => useTitle(title, 'LAB Insurance');

interface PageHeadProps {
  title: ComponentChildren;
  lead?: ComponentChildren;
  /** What can be done on the page. */
  children?: ComponentChildren;
}

/** The top of a page: what it is, in a sentence what for, and what one can do. */
export function PageHead({ title, lead, children }: PageHeadProps) {
  return (
    <div class="page-head">
      <div>
        <h1>{title}</h1>
        {lead && <p class="lead muted">{lead}</p>}
      </div>
      {children && <div class="page-actions">{children}</div>}
    </div>
  );
}
