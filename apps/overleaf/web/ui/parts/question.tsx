import { useAction } from '../../../../../shared/ui/hooks.ts';
import { ErrorNotice } from '../../../../../shared/ui/notice.tsx';
import { Dialog } from './dialog.tsx';

/** A question before something that cannot be taken back. */
export interface Asked {
  title: string;
  text: string;
  /** What the button says that does it. */
  button: string;
  work(): Promise<unknown>;
}

/** Asks, and does the work if a person agrees; it stays open with the reason when that fails. */
export function Question({ asked, onClose }: { asked: Asked; onClose(): void }) {
  const { run, busy, error } = useAction(async () => {
    await asked.work();
    onClose();
  });
  return (
    <Dialog title={asked.title} onClose={onClose}>
      <p>{asked.text}</p>
      <ErrorNotice text={error} />
      <p class="buttons">
        <button type="button" onClick={onClose}>
          Cancel
        </button>
        <button type="button" class="danger" disabled={busy} onClick={() => void run()}>
          {asked.button}
        </button>
      </p>
    </Dialog>
  );
}
