const names = ['Cart', 'Shipping', 'Payment'] as const;

/** Where on the way to an order the page is. */
export function Steps({ at }: { at: (typeof names)[number] }) {
  const present = names.indexOf(at);
  return (
    <ol class="steps" aria-label="Steps to an order">
      {names.map((name, i) => (
        <li key={name} class={stepClass(i, present)} aria-current={i === present ? 'step' : undefined}>
          <span class="step-dot" aria-hidden="true">
            {i < present ? '✓' : i + 1}
          </span>{' '}
          {name}
        </li>
      ))}
    </ol>
  );
}

function stepClass(index: number, present: number): string {
  if (index < present) return 'done';
  return index === present ? 'now' : '';
}
