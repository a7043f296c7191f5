import { useRef, useState } from 'preact/hooks';
import { useWidth } from '../../../../../shared/ui/hooks.ts';
import { counted, day, euro } from '../format.ts';
import type { PeriodSales } from '../types.ts';

const height = 260;
const edge = { top: 16, right: 20, bottom: 30, left: 62 };

const months = new Intl.DateTimeFormat('en-GB', { month: 'short', timeZone: 'UTC' });
const monthsAndYears = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });
const shortDays = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });

/** Sales over time as a line; the period under the pointer is told above it, and all are in a table below. */
export function TrendChart({ sales, unit }: { sales: PeriodSales[]; unit: 'MONTH' | 'WEEK' }) {
  const [near, point] = useState<number>();
  const chosen = near === undefined ? undefined : sales[near];
  const nameOf = ({ periodDate }: PeriodSales) =>
    unit === 'MONTH' ? monthsAndYears.format(new Date(periodDate)) : `Week of ${day(periodDate)}`;
  return (
    <section class="panel stack trend" aria-labelledby="trend">
      <div class="row">
        <h2 id="trend">{unit === 'MONTH' ? 'By month' : 'By week'}</h2>
        <p class="muted" aria-hidden="true">
          {chosen === undefined ? (
            'Premium in euro'
          ) : (
            <>
              {nameOf(chosen)}: <strong>{euro(chosen.premiumAmount)}</strong>,{' '}
              {counted(chosen.policiesCount, 'policy', 'policies')}
            </>
          )}
        </p>
      </div>
      {sales.length === 0 ? (
        <p class="muted">No sales in this time.</p>
      ) : (
        <>
          <Line sales={sales} unit={unit} near={near} point={point} />
          <details>
            <summary>As a table</summary>
            <table class="rows">
              <thead>
                <tr>
                  <th scope="col">{unit === 'MONTH' ? 'Month' : 'Week'}</th>
                  <th scope="col" class="number">
                    Policies
                  </th>
                  <th scope="col" class="number">
                    Premium
                  </th>
                </tr>
              </thead>
              <tbody>
                {sales.map((period) => (
                  <tr key={period.periodDate}>
                    <th scope="row">{nameOf(period)}</th>
                    <td class="number">{period.policiesCount}</td>
                    <td class="number">{euro(period.premiumAmount)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </details>
        </>
      )}
    </section>
  );
}

interface LineProps {
  sales: PeriodSales[];
  unit: 'MONTH' | 'WEEK';
  /** Index of the period under the pointer. */
  near: number | undefined;
  point: (index: number | undefined) => void;
}

function Line({ sales, unit, near, point }: LineProps) {
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const ticks = ticksFor(Math.max(1, ...sales.map(({ premiumAmount }) => premiumAmount)));
  const end = ticks.at(-1) ?? 1;
  const inner = { width: width - edge.left - edge.right, height: height - edge.top - edge.bottom };
  const x = (index: number) =>
    edge.left + (sales.length === 1 ? inner.width / 2 : (index / (sales.length - 1)) * inner.width);
  const y = (amount: number) => edge.top + inner.height * (1 - amount / end);
  const line = sales.map(({ premiumAmount }, index) => `${x(index)},${y(premiumAmount)}`).join(' ');
  const every = Math.ceil((sales.length * 52) / Math.max(52, inner.width));
  const label = unit === 'MONTH' ? months : shortDays;
  return (
    <div
      ref={box}
      class="line-box"
      onPointerMove={({ clientX, currentTarget }) => {
        const at = (clientX - currentTarget.getBoundingClientRect().left - edge.left) / inner.width;
        point(Math.min(sales.length - 1, Math.max(0, Math.round(at * (sales.length - 1)))));
      }}
      onPointerLeave={() => point(undefined)}
    >
      {width > 0 && (
        <svg width={width} height={height} aria-hidden="true" class="line">
          {ticks.map((amount) => (
            <g key={amount} class="tick">
              <line x1={edge.left} x2={width - edge.right} y1={y(amount)} y2={y(amount)} />
              <text x={edge.left - 10} y={y(amount)} class="amount-label">
                {shortEuro(amount)}
              </text>
            </g>
          ))}
          <polygon points={`${x(0)},${y(0)} ${line} ${x(sales.length - 1)},${y(0)}`} class="line-area" />
          <polyline points={line} class="line-value" />
          {sales.map(({ periodDate, premiumAmount }, index) => (
            <g key={periodDate}>
              <circle
                cx={x(index)}
                cy={y(premiumAmount)}
                r={index === near ? 6 : 3.5}
                class={index === near ? 'point near' : 'point'}
              />
              {index % every === 0 && (
                <text x={x(index)} y={height - 8} class="period-label">
                  {label.format(new Date(periodDate))}
                </text>
              )}
            </g>
          ))}
        </svg>
      )}
    </div>
  );
}

/** Round amounts from 0 to the first one that is not less than `most`. */
function ticksFor(most: number): number[] {
  const rough = most / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 2.5, 5].find((factor) => factor * power >= rough) ?? 10) * power;
  return Array.from({ length: Math.ceil(most / step) + 1 }, (_, index) => index * step);
}

const shortEuro = (amount: number): string =>
  amount >= 10_000 ? `€${Math.round(amount / 100) / 10}k` : `€${amount}`;
