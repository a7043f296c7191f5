import * as z from 'zod';
import { ask } from '../../../parts/api.ts';
import { leaveFor } from '../../../parts/leave-for.ts';
import { projectId } from '../../project.ts';
import { NameForm } from './name-form.tsx';

const copied = z.object({ project_id: z.string() });

/** Makes a project of one's own of this one, and opens it. */
export function CopyProject({ name }: { name: string }) {
  return (
    <NameForm
      key={name}
      label="Name of a copy"
      first={`${name} (copy)`}
      button="Copy"
      busy="Copying…"
      work={async (projectName) => {
        const { project_id } = await ask(copied, 'POST', `/project/${projectId}/clone`, { projectName });
        await leaveFor(`/project/${project_id}`);
      }}
    />
  );
}
