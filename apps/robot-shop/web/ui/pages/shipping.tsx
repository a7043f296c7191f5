import { useState } from 'preact/hooks';
import { useAction, useLoad, useTitle } from '../../../../../shared/ui/hooks.ts';
import { ErrorNotice, Loading } from '../../../../../shared/ui/notice.tsx';
import { Link, navigate } from '../../../../../shared/ui/router.tsx';
import { api, at } from '../api.ts';
import { euro, robotCount } from '../money.ts';
import { CityField, whereIs } from '../parts/city-field.tsx';
import { Steps } from '../parts/steps.tsx';
import { readCart, takeCart } from '../session.ts';
import type { Cart, City, Country, Delivery } from '../types.ts';

/** Where to: a country, a city in it, and what the way there costs. */
export function ShippingPage() {
  useTitle('Shipping', 'Robot Shop');
  const filled = useLoad('shipping cart', async () => robotCount(await readCart()));
  return (
    <>
      <Steps at="Shipping" />
      <h1>Where to?</h1>
      <ErrorNotice text={filled.error} retry={filled.reload} />
      {filled.value === 0 ? (
        <p class="panel">
          There is nothing to send yet. <Link to="/">Choose a robot</Link> first.
        </p>
      ) : (
        <Destination />
      )}
    </>
  );
}

function Destination() {
  const [country, chooseCountry] = useState<Country>();
  const [city, chooseCity] = useState<City>();
  const codes = useLoad('codes', (signal) => api<Country[]>(at('shipping', 'codes'), { signal }));
  const way = useLoad(`way ${city?.uuid}`, async (signal) =>
    city === undefined ? undefined : api<Delivery>(at('shipping', 'calc', city.uuid), { signal }),
  );
  const confirm = useAction(async (delivery: Delivery) => {
    if (country === undefined || city === undefined) return;
    const json = { uuid: city.uuid, ...delivery, location: `${country.name} ${city.name}` };
    await takeCart((id) => api<Cart>(at('shipping', 'confirm', id), { method: 'POST', json }));
    navigate('/payment');
  });
  const delivery = city && way.value;
  return (
    <div class="checkout">
      <div class="panel stack">
        <div class="field">
          <label for="country">Country</label>
          <select
            id="country"
            class="input"
            disabled={codes.value === undefined}
            value={country?.code ?? ''}
            onChange={(event) => {
              const { value } = event.currentTarget;
              chooseCountry(codes.value?.find(({ code }) => code === value));
              chooseCity(undefined);
            }}
          >
            <option value="" disabled>
              {codes.value ? 'Choose a country' : 'Loading countries…'}
            </option>
            {codes.value?.map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </select>
        </div>
        <ErrorNotice
          text={codes.error && `The countries cannot be shown. ${codes.error}`}
          retry={codes.reload}
        />
        <CityField key={country?.code} country={country} choose={chooseCity} />
      </div>
      <aside class="panel sum" aria-label="Delivery">
        {city && country ? (
          <>
            <p>
              To <strong>{city.name}</strong>, {country.name} <span class="muted">({whereIs(city)})</span>
            </p>
            {delivery && (
              <dl>
                <dt>Distance</dt>
                <dd>{delivery.distance.toLocaleString('en-IE')} km</dd>
                <dt class="total">Shipping</dt>
                <dd class="total">{euro(delivery.cost)}</dd>
              </dl>
            )}
            {!delivery && !way.error && <Loading what="the cost" />}
            <ErrorNotice text={way.error} retry={way.reload} />
          </>
        ) : (
          <p class="muted">
            Choose a country and a city; the cost follows from the distance, 5 cents a kilometre.
          </p>
        )}
        <ErrorNotice text={confirm.error && `The shipping was not confirmed. ${confirm.error}`} />
        <button
          type="button"
          class="button primary"
          disabled={!delivery || confirm.busy}
          onClick={() => delivery && confirm.run(delivery)}
        >
          {confirm.busy ? 'Confirming…' : 'Confirm shipping'}
        </button>
      </aside>
    </div>
  );
}
