import type { ComponentChildren } from 'preact';
import { useStore } from '../../../../../shared/ui/store.ts';
import { degraded } from '../api.ts';

interface DegradedProps {
  path: string;
  /** What the path gives, such as `policies`. */
  what: string;
  retry: () => void;
  /** What is shown of an answer that is a real one. */
  children?: ComponentChildren;
}

/** Says so when the last answer of a path only stood in for one that could not be had. */
export function Degraded({ path, what, retry, children }: DegradedProps) {
  if (!useStore(degraded).has(path)) return <>{children}</>;
  return (
    <div class="notice hint" role="status">
      <p>The service for {what} does not answer at the moment, so they cannot be shown. Nothing is lost.</p>
      <button type="button" class="button small" onClick={retry}>
        Try again
      </button>
    </div>
  );
}
