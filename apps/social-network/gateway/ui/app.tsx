import { render } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { useAction } from '../../../../shared/ui/hooks.ts';
import { ErrorNotice, Loading } from '../../../../shared/ui/notice.tsx';
import { match, place } from '../../../../shared/ui/router.tsx';
import { useStore } from '../../../../shared/ui/store.ts';
import { HomePage } from './pages/home.tsx';
import { NothingPage } from './pages/nothing.tsx';
import { PersonPage } from './pages/person.tsx';
import { WelcomePage } from './pages/welcome.tsx';
import { Header } from './parts/header.tsx';
import { openSession, session } from './session.ts';

/** The entrance, with the names that it has for those who log in, and those to which the API leads as in the original. */
const homes = new Set(['/', '/login', '/signup', '/index.html', '/main.html', '/contact.html']);

function Page({ path }: { path: string }) {
  const me = useStore(session);
  const person = match('/people/:username', path);
  if (me === undefined) return <Loading what="your account" />;
  if (me === null) return <WelcomePage path={path} />;
  if (person) return <PersonPage key={person.username} username={person.username ?? ''} me={me} />;
  if (homes.has(path)) return <HomePage me={me} />;
  return <NothingPage what={`There is no page ${path}.`} />;
}

function Network() {
  const path = useStore(place).split('?')[0] ?? '/';
  const main = useRef<HTMLElement>(null);
  const opened = useRef(path);
  const start = useAction(openSession);
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
        {start.error ? <ErrorNotice text={start.error} retry={start.run} /> : <Page path={path} />}
      </main>
    </>
  );
}

const root = document.getElementById('network');
if (root) render(<Network />, root);
