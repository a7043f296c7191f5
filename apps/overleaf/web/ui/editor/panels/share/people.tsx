import { useAction } from '../../../../../../../shared/ui/hooks.ts';
import { ErrorNotice } from '../../../../../../../shared/ui/notice.tsx';
import { send } from '../../../parts/api.ts';
import { nameOf, type Person } from '../../../parts/person.ts';
import { projectId } from '../../project.ts';
import { SureButton } from '../parts/sure-button.tsx';
import { useChange } from '../parts/use-change.ts';
import { type Access, levelWords, type Member, ownId } from './access.ts';
import { LevelSelect } from './level-select.tsx';

/** The owner and the members. The owner changes roles, takes people out and gives the project away. */
export function People({ access: { owner, members }, isOwner }: { access: Access; isOwner: boolean }) {
  return (
    <section>
      <h3>People with access</h3>
      <ul class="rows">
        <li>
          <Name person={owner} />
          <span class="soft">Owner</span>
        </li>
        {members.map((member) => (
          <li key={member.id}>
            <Name person={member} />
            {isOwner ? <Role member={member} /> : <span class="soft">{levelWords[member.privileges]}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Name({ person }: { person: Person }) {
  const name = nameOf(person);
  return (
    <span class="name">
      {name} {person.id === ownId && '(you)'}
      {person.email !== name && <small>{person.email}</small>}
    </span>
  );
}

function Role({ member }: { member: Member }) {
  const path = `/project/${projectId}/users/${member.id}`;
  const change = useAction(async (work: () => Promise<unknown>) => void (await work()));
  const role = useChange(member.privileges, (privilegeLevel) => send('PUT', path, { privilegeLevel }));
  const name = nameOf(member);
  return (
    <>
      <LevelSelect about={`What ${name} can do`} level={role.shown} onChoose={role.change} />
      <div class="actions">
        <SureButton
          label="Make owner"
          about={`Make owner: ${name}`}
          question={`Give the project to ${name}? You stay as an editor.`}
          isBusy={change.busy}
          onSure={() =>
            void change.run(() =>
              send('POST', `/project/${projectId}/transfer-ownership`, { user_id: member.id }),
            )
          }
        />
        <SureButton
          label="Remove"
          about={`Remove ${name}`}
          question={`Take ${name} out of the project?`}
          isBusy={change.busy}
          onSure={() => void change.run(() => send('DELETE', path))}
        />
      </div>
      <ErrorNotice text={role.error ?? change.error} />
    </>
  );
}
