import * as z from 'zod';
import { useLoad } from '../../../../../../shared/ui/hooks.ts';
import { ErrorNotice, Loading } from '../../../../../../shared/ui/notice.tsx';
import { ask } from '../../parts/api.ts';
import { projectId } from '../project.ts';

const projects = z.object({ projects: z.array(z.object({ _id: z.string(), name: z.string() })) });
const entities = z.object({ entities: z.array(z.object({ path: z.string(), type: z.string() })) });

interface Source {
  source_project_id: string;
  source_entity_path: string;
}

/** Chooses a file of another project. */
export function OtherProject({ source, onChoose }: { source: Source; onChoose(source: Source): void }) {
  const { source_project_id: from, source_entity_path: path } = source;
  const others = useLoad('projects', async () =>
    (await ask(projects, 'GET', '/user/projects')).projects.filter(({ _id }) => _id !== projectId),
  );
  const files = useLoad(from, async () =>
    from === '' ? [] : (await ask(entities, 'GET', `/project/${from}/entities`)).entities,
  );
  if (others.value === undefined) {
    if (others.error !== undefined) return <ErrorNotice text={others.error} retry={others.reload} />;
    return <Loading what="your projects" />;
  }
  if (others.value.length === 0) return <p class="empty">You have no other project.</p>;
  return (
    <>
      <label>
        Project
        <select
          value={from}
          required
          onChange={({ currentTarget }) =>
            onChoose({ source_project_id: currentTarget.value, source_entity_path: '' })
          }
        >
          <option value="">Choose a project</option>
          {others.value.map(({ _id, name }) => (
            <option key={_id} value={_id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label>
        File
        <select
          value={path}
          required
          disabled={from === ''}
          onChange={({ currentTarget }) =>
            onChoose({ source_project_id: from, source_entity_path: currentTarget.value })
          }
        >
          <option value="">Choose a file</option>
          {files.value?.map((each) => (
            <option key={each.path} value={each.path}>
              {each.path.slice(1)}
            </option>
          ))}
        </select>
      </label>
      <ErrorNotice text={files.error} retry={files.reload} />
    </>
  );
}
