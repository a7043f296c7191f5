import { navigate } from '../../../../../shared/ui/router.tsx';
import { addDays, addMonths, today } from '../format.ts';
import type { Product } from '../types.ts';

/** Days from which and to before which sales count, and how long a point of the trend is. */
export interface Range {
  from: string;
  to: string;
  unit: 'MONTH' | 'WEEK';
}

const firstOfMonth = (): string => `${today().slice(0, 7)}-01`;
const firstOfYear = (): string => `${today().slice(0, 4)}-01-01`;

/** The periods to choose from: whole months and years, so that all points of a trend are as long, and what begins after today. */
export const periods = {
  '12-months': {
    title: 'Last 12 months',
    range: (): Range => ({
      from: addMonths(firstOfMonth(), -11),
      to: addMonths(firstOfMonth(), 1),
      unit: 'MONTH',
    }),
  },
  year: {
    title: 'This year',
    range: (): Range => ({ from: firstOfYear(), to: addMonths(firstOfYear(), 12), unit: 'MONTH' }),
  },
  month: {
    title: 'This month',
    range: (): Range => ({ from: firstOfMonth(), to: addMonths(firstOfMonth(), 1), unit: 'WEEK' }),
  },
  next: {
    title: 'Next 12 months',
    range: (): Range => ({ from: addDays(today(), 1), to: addMonths(today(), 12), unit: 'MONTH' }),
  },
} as const;
export type Period = keyof typeof periods;

/** A period by its name; the last 12 months for any other text. */
export const periodOf = (name: string | null): Period =>
  name !== null && Object.hasOwn(periods, name) ? (name as Period) : '12-months';

/** Which product's sales, and of what time. */
export function SalesFilter(present: { products: Product[]; product: string; period: Period }) {
  const show = (wanted: { product?: string; period?: Period }) => {
    const { product, period } = { ...present, ...wanted };
    navigate(`/dashboard?${new URLSearchParams({ period, ...(product && { product }) })}`, { replace: true });
  };
  return (
    <form class="filter" aria-label="Which sales">
      <select
        class="input"
        aria-label="Product"
        value={present.product}
        onChange={({ currentTarget }) => show({ product: currentTarget.value })}
      >
        <option value="">All products</option>
        {present.products.map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </select>
      <fieldset class="options bare">
        <legend class="hidden">Period</legend>
        {(Object.keys(periods) as Period[]).map((period) => (
          <label key={period} class="option">
            <input
              type="radio"
              name="period"
              checked={period === present.period}
              onChange={() => show({ period })}
            />
            {periods[period].title}
          </label>
        ))}
      </fieldset>
    </form>
  );
}
