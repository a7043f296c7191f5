import { send } from '../../../parts/api.ts';
import { projectId } from '../../project.ts';
import { NameForm } from './name-form.tsx';

/** Renames the project; all who have it open see it. */
export function Rename({ name }: { name: string }) {
  return (
    <NameForm
      key={name}
      label="Name of the project"
      first={name}
      button="Rename"
      busy="Renaming…"
      work={async (newProjectName) => {
        await send('POST', `/project/${projectId}/rename`, { newProjectName });
      }}
    />
  );
}
