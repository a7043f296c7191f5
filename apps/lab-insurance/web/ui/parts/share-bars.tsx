import { useId } from 'preact/hooks';
import { counted, euro } from '../format.ts';
import type { Sales } from '../types.ts';

interface ShareBarsProps {
  title: string;
  shares: Record<string, Sales>;
  nameOf?: (key: string) => string;
  classOf?: (key: string) => string;
}

/** What each of some has sold, as bars to one scale, the longest first. */
export function ShareBars({ title, shares, nameOf = (key) => key, classOf = () => '' }: ShareBarsProps) {
  const id = useId();
  const sorted = Object.entries(shares).sort(
    ([a, one], [b, other]) => other.premiumAmount - one.premiumAmount || a.localeCompare(b),
  );
  const longest = Math.max(1, ...sorted.map(([, { premiumAmount }]) => premiumAmount));
  return (
    <section class="panel stack" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {sorted.length === 0 && <p class="muted">No sales in this time.</p>}
      <ul class="bars">
        {sorted.map(([key, { policiesCount, premiumAmount }]) => (
          <li key={key} class={classOf(key)}>
            <p>
              <strong>{nameOf(key)}</strong>
              <span class="muted">{counted(policiesCount, 'policy', 'policies')}</span>
              <span class="number">{euro(premiumAmount)}</span>
            </p>
            <svg width="100%" height="12" aria-hidden="true">
              <rect width="100%" height="12" rx="6" class="bar-ground" />
              <rect width={`${(premiumAmount / longest) * 100}%`} height="12" rx="6" class="bar-value" />
            </svg>
          </li>
        ))}
      </ul>
    </section>
  );
}
