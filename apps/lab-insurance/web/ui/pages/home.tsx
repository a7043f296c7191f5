import { Link } from '../../../../../shared/ui/router.tsx';
import { useStore } from '../../../../../shared/ui/store.ts';
import { observedForm } from '../api.ts';
import { Icon, type IconName } from '../parts/icon.tsx';
import { usePageTitle } from '../parts/page-head.tsx';
import type { Session } from '../session.ts';

const ways: [to: string, icon: IconName, title: string, text: string][] = [
  [
    '/products',
    'products',
    'Sell a policy',
    'Choose a product, answer its questions, see the price at once.',
  ],
  ['/policies', 'search', 'Find a policy', 'By its number or by the name of its holder.'],
  ['/dashboard', 'dashboard', 'See the sales', 'By product, by time and by agent.'],
];

/** How a sale goes on behind the page; the third step is where the forms differ. */
const steps = {
  microservice: 'Kafka takes the event and keeps it until each service has read it.',
  serverless: 'There is no broker: policy keeps the event with the sale and invokes each service itself.',
};

/** The entrance. */
export function HomePage({ agent }: { agent: Session }) {
  usePageTitle('Welcome');
  const form = useStore(observedForm) ?? 'microservice';
  return (
    <>
      <section class="hero">
        <div>
          <p class="muted">Hello, {agent.username}</p>
          <h1>Welcome to LAB Insurance Sales Portal</h1>
          <Link to="/products" class="button primary">
            Sell a policy <Icon name="next" />
          </Link>
        </div>
        <img src="/shelter.svg" alt="" width="520" height="400" />
      </section>
      <ul class="ways-in">
        {ways.map(([to, icon, title, text]) => (
          <li key={to} class="panel way-in">
            <span class="way-icon">
              <Icon name={icon} size={24} />
            </span>
            <h2>
              <Link to={to}>{title}</Link>
            </h2>
            <p class="muted">{text}</p>
          </li>
        ))}
      </ul>
      <section class="panel journey" aria-labelledby="journey">
        <h2 id="journey">How a sale travels here</h2>
        <ol>
          <li>
            <strong>Offer</strong> The policy service asks product what must be known, and pricing for the
            price.
          </li>
          <li>
            <strong>Purchase</strong> The policy and the event of its sale are written down together, or not
            at all.
          </li>
          <li class={form}>
            <strong>{form === 'serverless' ? 'Invocation' : 'Broker'}</strong> {steps[form]}
          </li>
          <li>
            <strong>Arrival</strong> Search, payment, documents and dashboard each take the sale in, once.
          </li>
        </ol>
      </section>
    </>
  );
}
