import { useEffect, useState } from 'preact/hooks';
import { useClock } from '../../../../../../shared/ui/hooks.ts';
import { useStore } from '../../../../../../shared/ui/store.ts';
import { client, connectedStore, projectStore, retryStore } from '../project.ts';
import { savedStore } from './open-document.ts';

/** Milliseconds for which a connection may be away before anybody is told. */
const patienceMs = 700;

/** Says that the connection is lost and when it is tried again. */
export function ConnectionBar() {
  const isAway = !useStore(connectedStore);
  const retryAt = useStore(retryStore);
  const isSaved = useStore(savedStore);
  const now = useClock(isAway, 250);
  const [isShown, show] = useState(false);
  useEffect(() => {
    const lose = () => client.disconnect();
    const find = () => client.connectNow();
    addEventListener('offline', lose);
    addEventListener('online', find);
    return () => {
      removeEventListener('offline', lose);
      removeEventListener('online', find);
    };
  }, []);
  useEffect(() => {
    if (!isAway) return show(false);
    const timer = setTimeout(() => show(true), patienceMs);
    return () => clearTimeout(timer);
  }, [isAway]);
  if (!isShown || projectStore.get() === undefined) return null;
  const seconds = retryAt === undefined ? 0 : Math.ceil((retryAt - now) / 1000);
  return (
    <div class="bar connection" role="alert">
      <p>
        The connection is lost, so nothing can be typed.
        {!isSaved && ' What was typed last is kept here and stored when the connection is back.'}
      </p>
      <p aria-live="off">{seconds > 0 ? `It is tried again in ${seconds} s.` : 'Connecting…'}</p>
      <button type="button" onClick={() => client.connectNow()}>
        Try now
      </button>
    </div>
  );
}
