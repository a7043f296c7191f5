import { Link, match } from '../../../../shared/ui/router.tsx';
import { AccountPage } from './pages/account.tsx';
import { ChatPage } from './pages/chat.tsx';
import { DashboardPage } from './pages/dashboard.tsx';
import { HomePage } from './pages/home.tsx';
import { OperationsPage } from './pages/operations.tsx';
import { PaymentsPage } from './pages/payments.tsx';
import { PoliciesPage } from './pages/policies.tsx';
import { PolicyPage } from './pages/policy.tsx';
import { ProductPage } from './pages/product.tsx';
import { ProductsPage } from './pages/products.tsx';
import { PurchasePage } from './pages/purchase.tsx';
import { PageHead, usePageTitle } from './parts/page-head.tsx';
import type { Session } from './session.ts';

/** The page of a path. */
export function Page({ path, agent }: { path: string; agent: Session }) {
  const [product, offer, policy] = ['/products/:code', '/policy/fromOffer/:number', '/policies/:number'].map(
    (pattern) => match(pattern, path),
  );
  if (product?.code) return <ProductPage key={product.code} code={product.code} agent={agent} />;
  if (offer?.number) return <PurchasePage key={offer.number} offerNumber={offer.number} />;
  if (policy?.number) return <PolicyPage key={policy.number} number={policy.number} />;
  switch (path.replace(/(.)\/$/, '$1')) {
    case '/':
      return <HomePage agent={agent} />;
    case '/account':
      return <AccountPage agent={agent} />;
    case '/products':
      return <ProductsPage agent={agent} />;
    case '/policies':
      return <PoliciesPage />;
    case '/payments':
      return <PaymentsPage />;
    case '/dashboard':
      return <DashboardPage />;
    case '/chat':
      return <ChatPage agent={agent} />;
    case '/operations':
      return <OperationsPage agent={agent} />;
    default:
      return <NothingHere />;
  }
}

function NothingHere() {
  usePageTitle('Nothing here');
  return (
    <>
      <PageHead title="There is no such page" lead="The address may be mistyped." />
      <p>
        <Link to="/" class="button">
          Go to the start
        </Link>
      </p>
    </>
  );
}
