import type { Choice } from './types.ts';

interface FiltersProps {
  /** The names of the actions that can be chosen. */
  known: string[];
  choice: Choice;
  choose(choice: Choice): void;
}

/** The choice of an action, and whether those of sweeps are left out. */
export function Filters({ known, choice: { action, isWithoutSweeps }, choose }: FiltersProps) {
  return (
    <div class="filters">
      <label class="chosen-action">
        Action
        <select
          class="input"
          value={action}
          onChange={({ currentTarget }) => choose({ action: currentTarget.value, isWithoutSweeps })}
        >
          <option value="">all</option>
          {known.map((each) => (
            <option key={each}>{each}</option>
          ))}
        </select>
      </label>
      {action === '' && (
        <label>
          <input
            type="checkbox"
            checked={isWithoutSweeps}
            onChange={({ currentTarget }) => choose({ action, isWithoutSweeps: currentTarget.checked })}
          />{' '}
          Without sweeps
        </label>
      )}
    </div>
  );
}
