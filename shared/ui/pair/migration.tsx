import type { MigrationCommit } from './types.ts';

/** The commit that has migrated the service, with its changes to fold out. */
export function Migration({
  migration: { hash, title, added, removed, changes },
}: {
  migration: MigrationCommit;
}) {
  return (
    <section class="panel stack" aria-labelledby="migration">
      <h2 id="migration">The migration</h2>
      <p>
        <code>{hash.slice(0, 10)}</code> {title}{' '}
        <span class="muted">
          +{added} −{removed} lines
        </span>
      </p>
      <p class="muted">
        Later commits have changed both forms, so its lines may differ from those above, and a further file
        may be missing in it.
      </p>
      {changes === undefined ? (
        <p class="muted">This copy of the repository has no history, so its changes cannot be shown.</p>
      ) : (
        <details>
          <summary>What it has changed</summary>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: long lines are scrolled by keyboard */}
          <pre class="changes" tabIndex={0}>
            {changes.split('\n').map((line, index) => (
              <span key={index} class={classOf(line)}>
                {line}
                {'\n'}
              </span>
            ))}
          </pre>
        </details>
      )}
    </section>
  );
}

function classOf(line: string): string {
  if (line.startsWith('+') && !line.startsWith('+++')) return 'added';
  return line.startsWith('-') && !line.startsWith('---') ? 'removed' : '';
}
