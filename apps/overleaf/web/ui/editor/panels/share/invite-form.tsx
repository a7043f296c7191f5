import { useState } from 'preact/hooks';
import * as z from 'zod';
import { useAction, useLoad } from '../../../../../../../shared/ui/hooks.ts';
import { ErrorNotice } from '../../../../../../../shared/ui/notice.tsx';
import { ask } from '../../../parts/api.ts';
import { nameOf, person } from '../../../parts/person.ts';
import { projectId } from '../../project.ts';
import type { Level } from './access.ts';
import { LevelSelect } from './level-select.tsx';

const contacts = z.object({ contacts: z.array(person) });
const answer = z.object({ error: z.string().optional() });

/** Invites somebody by e-mail. People with whom one has worked are suggested. */
export function InviteForm() {
  const [email, setEmail] = useState('');
  const [level, choose] = useState<Level>('readAndWrite');
  const [said, say] = useState('');
  const known = useLoad('contacts', () => ask(contacts, 'GET', '/user/contacts'));
  const invite = useAction(async () => {
    say('');
    const { error } = await ask(answer, 'POST', `/project/${projectId}/invite`, {
      email,
      privileges: level,
    });
    if (error === 'cannot_invite_self') throw new Error('This is your own address');
    setEmail((now) => (now === email ? '' : now)); // the next one may be written already
    say(`${email} is invited.`);
  });
  return (
    <form
      class="invite"
      onSubmit={(event) => {
        event.preventDefault();
        void invite.run();
      }}
    >
      <label>
        Invite by e-mail
        <input
          data-first
          type="email"
          list="contacts"
          autocomplete="off"
          required
          value={email}
          onInput={({ currentTarget }) => setEmail(currentTarget.value)}
        />
      </label>
      <datalist id="contacts">
        {known.value?.contacts.map((contact) => (
          <option key={contact.id} value={contact.email}>
            {nameOf(contact)}
          </option>
        ))}
      </datalist>
      <LevelSelect about="What the invited person can do" level={level} onChoose={choose} />
      <button type="submit" disabled={invite.busy}>
        {invite.busy ? 'Inviting…' : 'Invite'}
      </button>
      <p role="status">{said}</p>
      <ErrorNotice text={invite.error} />
    </form>
  );
}
