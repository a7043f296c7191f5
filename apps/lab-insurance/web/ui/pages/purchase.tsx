import { useMemo, useState } from 'preact/hooks';
import { Field } from '../../../../../shared/ui/field.tsx';
import { useAction } from '../../../../../shared/ui/hooks.ts';
import { ErrorNotice } from '../../../../../shared/ui/notice.tsx';
import { Link, navigate } from '../../../../../shared/ui/router.tsx';
import { useStore } from '../../../../../shared/ui/store.ts';
import { ApiError, api } from '../api.ts';
import { day } from '../format.ts';
import { newKey, type Offer, offers } from '../offers.ts';
import { PageHead, usePageTitle } from '../parts/page-head.tsx';
import { Price } from '../parts/price.tsx';
import { tint } from '../products.ts';
import { pictureOf } from '../session.ts';

const pathOf = (policyNumber: string): string => `/policies/${encodeURIComponent(policyNumber)}`;

/** Turns an offer into a policy. However often it is tried, one policy comes of it. */
export function PurchasePage({ offerNumber }: { offerNumber: string }) {
  usePageTitle('Buy');
  const offer = useStore(offers).find(({ number }) => number === offerNumber);
  const key = useMemo(() => offer?.purchaseKey ?? newKey(), [offer?.purchaseKey]);
  const [soldAs, tell] = useState<string>();
  const buy = useAction(async (policyHolder: object) => {
    try {
      const { policyNumber } = await api<{ policyNumber: string }>('/api/policies/create', {
        json: { offerNumber, policyHolder },
        headers: { 'idempotency-key': key },
      });
      navigate(`${pathOf(policyNumber)}?sold`, { replace: true });
    } catch (error) {
      if (error instanceof ApiError) tell(error.policyNumber);
      throw error;
    }
  });
  return (
    <>
      <PageHead title="Who is insured?" lead="The policy is sold as soon as you confirm." />
      <div class={`offer ${tint(offer?.product.code ?? '')}`}>
        <form
          class="panel stack"
          aria-label="Policy holder"
          onSubmit={(event) => {
            event.preventDefault();
            void buy.run(Object.fromEntries(new FormData(event.currentTarget)));
          }}
        >
          <div class="pair">
            <Field label="First name" name="firstName" autoComplete="off" maxLength={100} />
            <Field label="Last name" name="lastName" autoComplete="off" maxLength={100} />
          </div>
          <Field label="Tax ID" name="taxId" autoComplete="off" maxLength={50} spellcheck={false} />
          <ErrorNotice text={buy.error} />
          {soldAs && (
            <p>
              <Link to={pathOf(soldAs)}>See the policy that the offer has become</Link>
            </p>
          )}
          <div class="row">
            <button type="submit" class="button primary" disabled={buy.busy}>
              {buy.busy ? 'Selling…' : 'Confirm purchase'}
            </button>
            {offer && (
              <Link to={`/products/${encodeURIComponent(offer.product.code)}`} class="plain">
                Back to the product
              </Link>
            )}
          </div>
        </form>
        {offer && <Summary offer={offer} />}
      </div>
    </>
  );
}

function Summary({ offer: { product, from, to, total, covers } }: { offer: Offer }) {
  return (
    <aside class="panel offer-side">
      <img src={pictureOf(product.image)} alt="" width="800" height="500" />
      <div class="stack">
        <p>
          <strong>{product.name}</strong>
          <br />
          <span class="muted">
            {day(from)} to {day(to)}
          </span>
        </p>
        <Price total={total} covers={covers} />
      </div>
    </aside>
  );
}
