import { useTitle } from '../../../../../shared/ui/hooks.ts';
import { Link } from '../../../../../shared/ui/router.tsx';

/** Stands where there is nothing: `what` says what was looked for. */
export function NothingPage({ what }: { what: string }) {
  useTitle('Nothing here', 'Social Network');
  return (
    <section class="panel empty stack">
      <h1>Nothing here</h1>
      <p>{what}</p>
      <p>
        <Link to="/" class="button">
          Go to your timeline
        </Link>
      </p>
    </section>
  );
}
