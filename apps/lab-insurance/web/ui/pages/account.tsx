import { ErrorNotice, Loading } from '../../../../../shared/ui/notice.tsx';
import { Link } from '../../../../../shared/ui/router.tsx';
import { moment } from '../format.ts';
import { PageHead, usePageTitle } from '../parts/page-head.tsx';
import { tint, useProducts } from '../products.ts';
import { end, pictureOf, type Session } from '../session.ts';

/** Who is logged in, and what they may sell. */
export function AccountPage({ agent }: { agent: Session }) {
  usePageTitle('Account');
  const { value, error, reload } = useProducts();
  return (
    <>
      <PageHead title="Account" />
      <section class="panel account">
        <img src={pictureOf(agent.avatar)} alt="" width="96" height="96" />
        <div class="stack">
          <h2>{agent.username}</h2>
          <p class="muted">Logged in until {moment(new Date(agent.until).toISOString())}</p>
          <p>
            <button type="button" class="button" onClick={() => end()}>
              Log out
            </button>
          </p>
        </div>
      </section>
      <section class="stack" aria-labelledby="portfolio">
        <h2 id="portfolio">What you may sell</h2>
        <ErrorNotice text={error} retry={reload} />
        {value === undefined && error === undefined && <Loading what="the products" />}
        <ul class="chips">
          {agent.roles.map((code) => (
            <li key={code} class={`chip ${tint(code)}`}>
              <Link to={`/products/${code}`}>
                {value?.find((product) => product.code === code)?.name ?? code}
              </Link>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}
