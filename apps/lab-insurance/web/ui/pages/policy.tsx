import { useState } from 'preact/hooks';
import { useLoad } from '../../../../../shared/ui/hooks.ts';
import { ErrorNotice, Loading } from '../../../../../shared/ui/notice.tsx';
import { Link, place } from '../../../../../shared/ui/router.tsx';
import { useStore } from '../../../../../shared/ui/store.ts';
import { api } from '../api.ts';
import { day, euro } from '../format.ts';
import { ArrivalTrack, useArrivals } from '../parts/arrivals.tsx';
import { Documents } from '../parts/documents.tsx';
import { PageHead, usePageTitle } from '../parts/page-head.tsx';
import { Termination } from '../parts/termination.tsx';
import { tint, useProduct } from '../products.ts';
import type { Policy } from '../types.ts';

/** A policy: what it covers, who has heard of its sale, its document, and its end. */
export function PolicyPage({ number }: { number: string }) {
  usePageTitle('Policy');
  const sold = useStore(place).endsWith('?sold');
  const [notice, tell] = useState<string>();
  const { value, error, reload } = useLoad(`policy ${number}`, (signal) =>
    api<{ policy: Policy }>(`/api/policies/${encodeURIComponent(number)}`, { signal }),
  );
  const policy = value?.policy;
  return (
    <>
      <PageHead
        title={policy?.policyHolder ?? 'Policy'}
        lead={
          <>
            Policy <span class="mono wrap">{number}</span>
          </>
        }
      >
        {policy && (
          <Termination
            policy={policy}
            done={() => {
              tell('The policy is terminated as of today; below are the cover and the premium that remain.');
              reload();
            }}
          />
        )}
      </PageHead>
      {sold && notice === undefined && (
        <p class="notice" role="status">
          Sold. The policy is written down; the services below hear of it now.
        </p>
      )}
      {notice && (
        <p class="notice" role="status">
          {notice}
        </p>
      )}
      <ErrorNotice text={error} retry={reload} />
      {policy === undefined && error === undefined && <Loading what="the policy" />}
      {policy && (
        <div class="policy">
          <Facts policy={policy} />
          <AfterSale number={number} />
        </div>
      )}
    </>
  );
}

function AfterSale({ number }: { number: string }) {
  const heard = useArrivals(number);
  return (
    <div class="stack wide-gap">
      <ArrivalTrack {...heard} />
      <Documents number={number} arrived={heard.times?.documents ?? null} />
    </div>
  );
}

function Facts({ policy }: { policy: Policy }) {
  const { productCode, dateFrom, dateTo, totalPremium, accountNumber, covers } = policy;
  const { value: product } = useProduct(productCode);
  const named = covers.map((text) => {
    const [, code = text, price] = /^(\S+) - (.+)$/.exec(text) ?? [];
    return { code, name: product?.covers.find((cover) => cover.code === code)?.name ?? code, price };
  });
  return (
    <section class={`panel facts ${tint(productCode)}`} aria-label="What is insured">
      <p class="chip">{product?.name ?? productCode}</p>
      <dl>
        <div>
          <dt>Premium</dt>
          <dd class="amount">{euro(totalPremium)}</dd>
        </div>
        <div>
          <dt>From</dt>
          <dd>{day(dateFrom)}</dd>
        </div>
        <div>
          <dt>To</dt>
          <dd>{day(dateTo)}</dd>
        </div>
        <div>
          <dt>Account</dt>
          <dd class="mono wrap">
            <Link to={`/payments?find=${encodeURIComponent(accountNumber)}`}>{accountNumber}</Link>
          </dd>
        </div>
      </dl>
      <h2>Covers</h2>
      <dl class="lines">
        {named.map(({ code, name, price }) => (
          <div key={code}>
            <dt>{name}</dt>
            <dd>{price === undefined ? '' : euro(Number(price))}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
