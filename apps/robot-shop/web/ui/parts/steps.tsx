import { useStore } from '../../../../../shared/ui/store.ts';
import { isShipping, robotCount } from '../money.ts';
import { cart } from '../session.ts';

const names = ['Cart', 'Shipping', 'Payment'] as const;

/** Where on the way to an order the page is, and what of it is done: whoever opens a page by its address has done nothing. */
export function Steps({ at }: { at: (typeof names)[number] }) {
  const present = names.indexOf(at);
  const known = useStore(cart);
  const filled = known !== undefined && robotCount(known) > 0;
  const done = [filled, filled && known.items.some(isShipping), false];
  return (
    <ol class="steps" aria-label="Steps to an order">
      {names.map((name, i) => (
        <li key={name} class={stepClass(i, present, done)} aria-current={i === present ? 'step' : undefined}>
          <span class="step-dot" aria-hidden="true">
            {i < present && done[i] ? '✓' : i + 1}
          </span>{' '}
          {name}
          {i < present && done[i] && <span class="hidden">, done</span>}
        </li>
      ))}
    </ol>
  );
}

function stepClass(index: number, present: number, done: boolean[]): string {
  if (index < present && done[index]) return 'done';
  return index === present ? 'now' : '';
}
