import { render } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { useAction } from '../../../../shared/ui/hooks.ts';
import { ErrorNotice } from '../../../../shared/ui/notice.tsx';
import { match, navigate, place } from '../../../../shared/ui/router.tsx';
import { useStore } from '../../../../shared/ui/store.ts';
import { CartPage } from './pages/cart.tsx';
import { CategoryPage } from './pages/category.tsx';
import { HomePage } from './pages/home.tsx';
import { LoginPage } from './pages/login.tsx';
import { PaymentPage } from './pages/payment.tsx';
import { ProductPage } from './pages/product.tsx';
import { SearchPage } from './pages/search.tsx';
import { ShippingPage } from './pages/shipping.tsx';
import { Header } from './parts/header.tsx';
import { Ribbon } from './parts/ribbon.tsx';
import { Waiting } from './parts/waiting.tsx';
import { readCart } from './session.ts';

/** The page of a path; a path that the shop does not have leads to its entrance. */
function Page({ path }: { path: string }) {
  const [search, category, product] = ['/search/:text', '/category/:name', '/product/:sku'].map((pattern) =>
    match(pattern, path),
  );
  const known =
    ['/', '/login', '/cart', '/shipping', '/payment'].includes(path) || search || category || product;
  useEffect(() => {
    if (!known) navigate('/', { replace: true });
  }, [known]);
  if (search) return <SearchPage text={search.text ?? ''} />;
  if (category) return <CategoryPage name={category.name ?? ''} />;
  if (product) return <ProductPage key={product.sku} sku={product.sku ?? ''} />;
  if (path === '/login') return <LoginPage />;
  if (path === '/cart') return <CartPage />;
  if (path === '/shipping') return <ShippingPage />;
  if (path === '/payment') return <PaymentPage />;
  return <HomePage />;
}

function Shop() {
  const path = useStore(place).split('?')[0] ?? '/';
  const main = useRef<HTMLElement>(null);
  const opened = useRef(path);
  const start = useAction(async () => void (await readCart()));
  useEffect(() => void start.run(), []);
  useEffect(() => {
    if (opened.current !== path) main.current?.focus({ preventScroll: true }); // so that screen readers read on there
    opened.current = path;
  }, [path]);
  return (
    <>
      <a class="skip" href="#main">
        Skip to the content
      </a>
      <Header />
      <main id="main" ref={main} tabIndex={-1}>
        {start.error && (
          <ErrorNotice text={`Your cart could not be opened. ${start.error}`} retry={start.run} />
        )}
        <Page path={path} />
      </main>
      <Waiting />
      <Ribbon />
    </>
  );
}

const root = document.getElementById('shop');
if (root) render(<Shop />, root);
