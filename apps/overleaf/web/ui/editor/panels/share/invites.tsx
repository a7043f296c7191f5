import { useState } from 'preact/hooks';
import { useAction } from '../../../../../../../shared/ui/hooks.ts';
import { ErrorNotice } from '../../../../../../../shared/ui/notice.tsx';
import { send } from '../../../parts/api.ts';
import { projectId } from '../../project.ts';
import { type Invite, levelWords } from './access.ts';

/** The invitations that nobody has accepted yet. */
export function Invites({ invites }: { invites: Invite[] }) {
  if (invites.length === 0) return null;
  return (
    <section>
      <h3>Invitations</h3>
      <ul class="rows">
        {invites.map((invite) => (
          <Row key={invite._id} invite={invite} />
        ))}
      </ul>
    </section>
  );
}

function Row({ invite: { _id, email, privileges } }: { invite: Invite }) {
  const path = `/project/${projectId}/invite/${_id}`;
  const [said, say] = useState('');
  const resend = useAction(async () => {
    say('');
    await send('POST', `${path}/resend`);
    say('Sent again.');
  });
  const revoke = useAction(async () => void (await send('DELETE', path)));
  return (
    <li>
      <span class="name">{email}</span>
      <span class="soft">{levelWords[privileges]}</span>
      <div class="actions">
        <button
          type="button"
          aria-label={`Resend: ${email}`}
          disabled={resend.busy}
          onClick={() => void resend.run()}
        >
          Resend
        </button>
        <button
          type="button"
          aria-label={`Revoke: ${email}`}
          disabled={revoke.busy}
          onClick={() => void revoke.run()}
        >
          Revoke
        </button>
        <span role="status">{said}</span>
      </div>
      <ErrorNotice text={resend.error ?? revoke.error} />
    </li>
  );
}
