import { useAction } from '../../../../../../../shared/ui/hooks.ts';
import { ErrorNotice, Loading } from '../../../../../../../shared/ui/notice.tsx';
import { useStore } from '../../../../../../../shared/ui/store.ts';
import { send } from '../../../parts/api.ts';
import { leaveFor } from '../../../parts/leave-for.ts';
import { privilegeStore, projectId } from '../../project.ts';
import { Panel } from '../panel.tsx';
import { SureButton } from '../parts/sure-button.tsx';
import { accessStore, isRestrictedStore, ownId } from './access.ts';
import { InviteForm } from './invite-form.tsx';
import { Invites } from './invites.tsx';
import { LinkForPassing, LinkSharing } from './links.tsx';
import { People } from './people.tsx';

/** Who has access to the project. The owner changes it; all others see it. */
export function SharePanel() {
  const access = useStore(accessStore);
  const privilege = useStore(privilegeStore);
  const isRestricted = useStore(isRestrictedStore);
  const isOwner = privilege === 'owner';
  return (
    <Panel title="Share">
      {access === undefined ? (
        <Loading what="who has access" />
      ) : (
        <>
          {isOwner && <InviteForm />}
          {!isRestricted && <People access={access} isOwner={isOwner} />}
          {isOwner && <Invites invites={access.invites} />}
          {isOwner ? (
            <LinkSharing access={access} />
          ) : (
            <LinkForPassing access={access} mayWrite={privilege === 'readAndWrite'} />
          )}
          {!isOwner && ownId !== '' && <Leave />}
        </>
      )}
    </Panel>
  );
}

function Leave() {
  const leave = useAction(async () => {
    await send('POST', `/project/${projectId}/leave`);
    await leaveFor('/project');
  });
  return (
    <section>
      <SureButton
        label="Leave the project"
        question="You need an invitation or the link to come back."
        isBusy={leave.busy}
        onSure={() => void leave.run()}
      />
      <ErrorNotice text={leave.error} />
    </section>
  );
}
