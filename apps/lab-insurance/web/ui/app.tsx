import { render } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { FormBadge } from '../../../../shared/ui/form-badge.tsx';
import { place } from '../../../../shared/ui/router.tsx';
import { useStore } from '../../../../shared/ui/store.ts';
import { api, observedForm } from './api.ts';
import { LoginPage } from './pages/login.tsx';
import { Rail } from './parts/rail.tsx';
import { Waiting } from './parts/waiting.tsx';
import { Page } from './routes.tsx';
import { session } from './session.ts';

function Portal() {
  const path = useStore(place).split('?')[0] ?? '/';
  const agent = useStore(session);
  const main = useRef<HTMLElement>(null);
  const opened = useRef(path);
  // Tells in which form the portal runs before anybody has asked for anything.
  useEffect(() => void api('/health', { quiet: true }).catch(() => {}), []);
  useEffect(() => {
    if (opened.current !== path) main.current?.focus({ preventScroll: true }); // so that screen readers read on there
    opened.current = path;
  }, [path]);
  return (
    <div class={agent === undefined ? 'outside' : 'inside'}>
      <a class="skip" href="#main">
        Skip to the content
      </a>
      {agent !== undefined && <Rail agent={agent} />}
      <div class="content">
        <aside class="top-bar" aria-label="Form">
          <FormBadge observed={observedForm} samePage />
        </aside>
        <main id="main" ref={main} tabIndex={-1}>
          {agent === undefined ? <LoginPage /> : <Page path={path} agent={agent} />}
        </main>
      </div>
      <Waiting />
    </div>
  );
}

const root = document.getElementById('portal');
if (root) render(<Portal />, root);
