import { useEffect, useRef, useState } from 'preact/hooks';
import { useAction } from '../../../../../shared/ui/hooks.ts';
import { ErrorNotice, Loading } from '../../../../../shared/ui/notice.tsx';
import { Link, navigate } from '../../../../../shared/ui/router.tsx';
import { api } from '../api.ts';
import { keepOffer } from '../offers.ts';
import { CoverChoice, PeriodFields, QuestionField } from '../parts/offer-fields.tsx';
import { PageHead, usePageTitle } from '../parts/page-head.tsx';
import { Price } from '../parts/price.tsx';
import { tint, useProduct } from '../products.ts';
import { pictureOf, type Session } from '../session.ts';
import type { OfferResult, Product } from '../types.ts';

/** A product's questions, and the price that their answers make. */
export function ProductPage({ code, agent }: { code: string; agent: Session }) {
  const { value, error, reload } = useProduct(code);
  usePageTitle(value?.name ?? 'Product');
  if (error !== undefined) return <ErrorNotice text={error} retry={reload} />;
  if (value === undefined) return <Loading what="the product" />;
  return (
    <>
      <PageHead title={value.name} lead={value.description} />
      {!agent.roles.includes(code) && (
        <p class="notice hint">{value.name} is not in your portfolio, so you cannot make an offer for it.</p>
      )}
      <OfferForm product={value} />
    </>
  );
}

function OfferForm({ product }: { product: Product }) {
  const [offer, show] = useState<OfferResult>();
  const side = useRef<HTMLElement>(null);
  const before = useRef(offer);
  useEffect(() => {
    // The button that was pressed is gone; the next step is the button in its place.
    if (before.current !== offer) side.current?.querySelector<HTMLElement>('.primary')?.focus();
    before.current = offer;
  }, [offer]);
  const price = useAction(async (form: HTMLFormElement) => {
    const wanted = wantedIn(product, new FormData(form));
    const result = await api<OfferResult>('/api/offers', { json: wanted });
    keepOffer({
      number: result.offerNumber,
      product: { code: product.code, name: product.name, image: product.image },
      from: wanted.policyFrom,
      to: wanted.policyTo,
      total: result.totalPrice,
      covers: pricesOf(product, result),
    });
    show(result);
  });
  return (
    <form
      class={`offer ${tint(product.code)}`}
      aria-label={`Offer for ${product.name}`}
      onSubmit={(event) => {
        event.preventDefault();
        void price.run(event.currentTarget);
      }}
    >
      <fieldset class="panel stack bare" disabled={offer !== undefined}>
        <legend class="hidden">What is to be insured</legend>
        <PeriodFields />
        {product.questions
          .toSorted((a, b) => a.index - b.index)
          .map((question) => (
            <QuestionField key={question.code} question={question} />
          ))}
        <CoverChoice covers={product.covers} />
      </fieldset>
      <aside ref={side} class="panel offer-side">
        <img src={pictureOf(product.image)} alt="" width="800" height="500" />
        <div class="stack">
          {offer === undefined ? (
            <>
              <h2>Your offer</h2>
              <p class="muted">Answer the questions to see the price. An offer is good for 30 days.</p>
              <ErrorNotice text={price.error} />
              <button type="submit" class="button primary" disabled={price.busy}>
                {price.busy ? 'Calculating…' : 'Calculate price'}
              </button>
              <Link to="/products" class="plain">
                Back to the products
              </Link>
            </>
          ) : (
            <>
              <Price total={offer.totalPrice} covers={pricesOf(product, offer)} />
              <button
                type="button"
                class="button primary"
                onClick={() => navigate(`/policy/fromOffer/${encodeURIComponent(offer.offerNumber)}`)}
              >
                Buy
              </button>
              <button type="button" class="button" onClick={() => show(undefined)}>
                Change parameters
              </button>
              <Link to="/products" class="plain">
                Back to the products
              </Link>
            </>
          )}
        </div>
      </aside>
    </form>
  );
}

/** The body of a request for an offer. */
function wantedIn({ code, questions, covers }: Product, form: FormData) {
  const text = (name: string) => String(form.get(name) ?? '');
  const chosen = form.getAll('cover');
  return {
    productCode: code,
    policyFrom: text('from'),
    policyTo: text('to'),
    selectedCovers: covers
      .filter((cover) => !cover.optional || chosen.includes(cover.code))
      .map((cover) => cover.code),
    answers: questions.map((question) => ({
      type: question.type === 'date' ? 'text' : question.type,
      questionCode: question.code,
      answer: text(question.code).trim(),
    })),
  };
}

const pricesOf = ({ covers }: Product, { coversPrices }: OfferResult): { name: string; price: number }[] =>
  covers.flatMap(({ code, name }) => {
    const price = coversPrices[code];
    return price === undefined ? [] : [{ name, price }];
  });
