import { useAction } from '../../../../../../../shared/ui/hooks.ts';
import { ErrorNotice } from '../../../../../../../shared/ui/notice.tsx';
import { send } from '../../../parts/api.ts';
import { projectId } from '../../project.ts';
import { CopyField } from '../parts/copy-field.tsx';
import { SureButton } from '../parts/sure-button.tsx';
import type { Access } from './access.ts';

const writingLink = (token: string): string => `${location.origin}/${token}`;
const readingLink = (token: string): string => `${location.origin}/read/${token}`;

/** Switches the links of a project on and off, and shows them. */
export function LinkSharing({ access: { publicAccesLevel, tokens } }: { access: Access }) {
  const change = useAction(async (level: Access['publicAccesLevel']) => {
    await send('POST', `/project/${projectId}/settings/admin`, { publicAccessLevel: level });
  });
  return (
    <section>
      <h3>Links</h3>
      {publicAccesLevel === 'private' ? (
        <>
          <p>Links are off: only the people above have access.</p>
          <button type="button" disabled={change.busy} onClick={() => void change.run('tokenBased')}>
            Turn on link sharing
          </button>
        </>
      ) : (
        <>
          {tokens.readAndWrite && (
            <CopyField label="Anyone with this link can edit" text={writingLink(tokens.readAndWrite)} />
          )}
          {tokens.readOnly && (
            <CopyField label="Anyone with this link can view" text={readingLink(tokens.readOnly)} />
          )}
          <SureButton
            label="Turn off link sharing"
            question="Who has come by a link loses access."
            isBusy={change.busy}
            onSure={() => void change.run('private')}
          />
        </>
      )}
      <ErrorNotice text={change.error} />
    </section>
  );
}

/** The link that somebody may pass on who does not own the project. */
export function LinkForPassing({ access, mayWrite }: { access: Access; mayWrite: boolean }) {
  const { readOnly, readAndWrite } = access.tokens;
  if (access.publicAccesLevel === 'private') return null;
  return (
    <section>
      <h3>Link</h3>
      {mayWrite && readAndWrite && (
        <CopyField label="Anyone with this link can edit" text={writingLink(readAndWrite)} />
      )}
      {!mayWrite && readOnly && (
        <CopyField label="Anyone with this link can view" text={readingLink(readOnly)} />
      )}
    </section>
  );
}
