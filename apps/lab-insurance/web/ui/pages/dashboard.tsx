import { useLoad } from '../../../../../shared/ui/hooks.ts';
import { ErrorNotice, Loading } from '../../../../../shared/ui/notice.tsx';
import { place } from '../../../../../shared/ui/router.tsx';
import { useStore } from '../../../../../shared/ui/store.ts';
import { api } from '../api.ts';
import { count, euro } from '../format.ts';
import { PageHead, usePageTitle } from '../parts/page-head.tsx';
import { periodOf, periods, SalesFilter } from '../parts/sales-filter.tsx';
import { ShareBars } from '../parts/share-bars.tsx';
import { TrendChart } from '../parts/trend-chart.tsx';
import { tint, useProducts } from '../products.ts';
import type { PeriodSales, Sales } from '../types.ts';

/** Sales by product, by time and by agent. */
export function DashboardPage() {
  usePageTitle('Dashboard');
  const query = new URLSearchParams(useStore(place).split('?')[1]);
  const period = periodOf(query.get('period'));
  const product = query.get('product') ?? '';
  const { value: products } = useProducts();
  const { value, error, reload } = useLoad(`sales ${period} ${product}`, async (signal) => {
    const { from, to, unit } = periods[period].range();
    const filter = { saleDateFrom: from, saleDateTo: to, ...(product && { productCode: product }) };
    const ask = <Body,>(figure: string, more: object = {}) =>
      api<Body>(`/api/dashboard/${figure}`, { json: { ...filter, ...more }, signal });
    const [totals, trends, agents] = await Promise.all([
      ask<{ total: Sales; perProductTotal?: Record<string, Sales> }>('totalsales'),
      ask<{ periodSales?: PeriodSales[] }>('trends', { aggregationUnitCode: unit }),
      ask<{ perAgentTotal?: Record<string, Sales> }>('agentssales'),
    ]);
    return { unit, totals, periodSales: trends.periodSales ?? [], agents: agents.perAgentTotal ?? {} };
  });
  const nameOf = (code: string) => products?.find((each) => each.code === code)?.name ?? code;
  return (
    <>
      <PageHead
        title="Dashboard"
        lead="A sale counts on the first day of its cover, not on the day it was made: what begins later is among the next 12 months."
      >
        <SalesFilter products={products ?? []} product={product} period={period} />
      </PageHead>
      <ErrorNotice text={error} retry={reload} />
      {value === undefined && error === undefined && <Loading what="the figures" />}
      {value && (
        <>
          <dl class="figures">
            <div class="panel figure">
              <dt>Total sales</dt>
              <dd>{euro(value.totals.total.premiumAmount)}</dd>
            </div>
            <div class="panel figure">
              <dt>Policies</dt>
              <dd>{count(value.totals.total.policiesCount)}</dd>
            </div>
          </dl>
          <TrendChart sales={value.periodSales} unit={value.unit} />
          <div class="two">
            <ShareBars
              title="By product"
              shares={value.totals.perProductTotal ?? {}}
              nameOf={nameOf}
              classOf={tint}
            />
            <ShareBars title="By agent" shares={value.agents} />
          </div>
        </>
      )}
    </>
  );
}
