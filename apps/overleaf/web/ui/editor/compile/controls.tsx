import { useEffect } from 'preact/hooks';
import { useStore } from '../../../../../../shared/ui/store.ts';
import { type CompileSettings, compileStore, run, settingsStore, stopRun } from './compiling.ts';
import { useDismiss } from './use-dismiss.ts';

/** Compiles, by a button and by Ctrl or Cmd with Enter or S, and says how. */
export function CompileControls() {
  const { busy, isStopping } = useStore(compileStore);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
      if (!['Enter', 's'].includes(event.key)) return;
      event.preventDefault();
      event.stopPropagation();
      void run();
    };
    // Before the keys of the source, where Ctrl and Enter would begin a line.
    addEventListener('keydown', onKey, { capture: true });
    return () => removeEventListener('keydown', onKey, { capture: true });
  }, []);
  return (
    <div class="compile-controls">
      <button type="button" class="primary" disabled={busy} title="Ctrl+Enter" onClick={() => void run()}>
        {busy ? 'Compiling…' : 'Compile'}
      </button>
      {busy && (
        <button type="button" disabled={isStopping} onClick={() => void stopRun()}>
          {isStopping ? 'Stopping…' : 'Stop'}
        </button>
      )}
      <CompileMenu busy={busy} />
    </div>
  );
}

function CompileMenu({ busy }: { busy: boolean }) {
  const settings = useStore(settingsStore);
  const menu = useDismiss();
  const choice = (name: keyof CompileSettings, words: string, explanation: string) => (
    <label>
      <input
        type="checkbox"
        checked={settings[name]}
        onChange={({ currentTarget: { checked } }) =>
          settingsStore.set((present) => ({ ...present, [name]: checked }))
        }
      />
      <span>
        {words}
        <small>{explanation}</small>
      </span>
    </label>
  );
  return (
    <details class="drop" ref={menu}>
      <summary aria-label="How to compile" title="How to compile">
        <span aria-hidden="true">▾</span>
      </summary>
      <div class="drop-menu">
        {choice('isAutomatic', 'Compile automatically', '2 seconds after you have stopped typing')}
        {choice('isDraft', 'Draft', 'Faster, with frames in the place of pictures')}
        <button
          type="button"
          disabled={busy}
          onClick={() => {
            if (menu.current !== null) menu.current.open = false;
            void run({ isFromScratch: true });
          }}
        >
          Compile from scratch
        </button>
      </div>
    </details>
  );
}
