import * as z from 'zod';
import { useAction, useLoad } from '../../../../../shared/ui/hooks.ts';
import { ErrorNotice } from '../../../../../shared/ui/notice.tsx';
import { ask, send } from '../parts/api.ts';
import { csrfToken } from '../parts/csrf.ts';

const invitation = z.object({
  _id: z.string(),
  templateKey: z.literal('notification_project_invite'),
  messageOpts: z.object({
    userName: z.string(),
    projectName: z.string(),
    projectId: z.string(),
    token: z.string(),
  }),
});
type Invitation = z.output<typeof invitation>;

/** The invitations among the notifications; the site has no others. */
async function loadInvitations(): Promise<Invitation[]> {
  const all = await ask(z.array(z.unknown()), 'GET', '/notifications');
  return all.flatMap((each) => invitation.safeParse(each).data ?? []);
}

/** What this person is told: who invites him to which project. */
export function Notifications() {
  const { value: invitations = [], error, reload } = useLoad('notifications', loadInvitations);
  const dismiss = useAction(async (id: string) => {
    await send('DELETE', `/notifications/${id}`);
    reload();
  });
  if (invitations.length === 0 && error === undefined) return null;
  return (
    <section class="notifications" aria-label="Notifications">
      <ErrorNotice text={dismiss.error ?? error} retry={reload} />
      {invitations.map(({ _id, messageOpts: { userName, projectName, projectId, token } }) => (
        <div key={_id} class="invitation">
          <p>
            <b>{userName}</b> would like you to join <b>{projectName}</b>.
          </p>
          <form method="post" action={`/project/${projectId}/invite/token/${token}/accept`}>
            <input type="hidden" name="_csrf" value={csrfToken()} />
            <button type="submit" class="primary" aria-label={`Join ${projectName}`}>
              Join
            </button>
          </form>
          <button type="button" aria-label={`Dismiss ${projectName}`} onClick={() => void dismiss.run(_id)}>
            Dismiss
          </button>
        </div>
      ))}
    </section>
  );
}
