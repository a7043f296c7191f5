import { useRef } from 'preact/hooks';
import { useAction } from '../../../../../shared/ui/hooks.ts';
import { ErrorNotice } from '../../../../../shared/ui/notice.tsx';
import { ApiError, api } from '../api.ts';
import { day, today } from '../format.ts';
import type { Policy } from '../types.ts';

/** The button that ends a policy today, after a question. */
export function Termination({ policy, done }: { policy: Policy; done: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const refused = useRef(false);
  const terminate = useAction(async () => {
    try {
      await api('/api/policies/terminate', { json: { policyNumber: policy.number } });
    } catch (error) {
      refused.current = error instanceof ApiError && error.status === 422;
      throw error;
    }
    dialog.current?.close();
    done();
  });
  const { dateFrom, policyHolder } = policy;
  return (
    <>
      <button type="button" class="button" onClick={() => dialog.current?.showModal()}>
        Terminate
      </button>
      <dialog ref={dialog} class="dialog" aria-labelledby="terminate-title">
        <div class="stack">
          <h2 id="terminate-title">Terminate this policy today?</h2>
          <p>
            The cover of {policyHolder} ends today. The premium is reduced to the days that were covered. This
            cannot be taken back.
          </p>
          <ErrorNotice text={terminate.error} />
          {terminate.error && refused.current && dateFrom !== undefined && dateFrom > today() && (
            <p class="muted">Its cover begins on {day(dateFrom)}; it can be terminated from that day on.</p>
          )}
          <div class="row">
            <button
              type="button"
              class="button danger"
              disabled={terminate.busy}
              onClick={() => terminate.run()}
            >
              {terminate.busy ? 'Terminating…' : 'Terminate today'}
            </button>
            <button type="button" class="button" onClick={() => dialog.current?.close()}>
              Keep the policy
            </button>
          </div>
        </div>
      </dialog>
    </>
  );
}
