import { euro } from '../format.ts';

/** A price and what it is made of. */
export function Price({ total, covers }: { total: number; covers: { name: string; price: number }[] }) {
  return (
    <div class="price" role="status">
      <h2>
        <span class="muted">Price</span> <strong class="amount">{euro(total)}</strong>
      </h2>
      <dl class="lines">
        {covers.map(({ name, price }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{euro(price)}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
