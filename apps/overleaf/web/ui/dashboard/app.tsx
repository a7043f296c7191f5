import { useState } from 'preact/hooks';
import * as z from 'zod';
import { useAction, useTitle } from '../../../../../shared/ui/hooks.ts';
import { ErrorNotice } from '../../../../../shared/ui/notice.tsx';
import { ask, send } from '../parts/api.ts';
import { drawPage } from '../parts/draw-page.ts';
import { metaText } from '../parts/metas.ts';

const person = z.object({ email: z.string(), firstName: z.string(), lastName: z.string() });
const listed = z.object({
  id: z.string(),
  name: z.string(),
  lastUpdated: z.string(),
  accessLevel: z.string(),
  owner: person.nullable(),
  archived: z.boolean(),
  trashed: z.boolean(),
});
type Listed = z.output<typeof listed>;
const list = z.object({ projects: z.array(listed) });
const created = z.object({ project_id: z.string() });

/** Which projects are shown. */
const views = {
  all: ({ archived, trashed }: Listed) => !archived && !trashed,
  archived: ({ archived }: Listed) => archived,
  trashed: ({ trashed }: Listed) => trashed,
};
type View = keyof typeof views;

const reload = async (): Promise<Listed[]> => (await ask(list, 'POST', '/api/project', {})).projects;
const first = list.parse(JSON.parse(metaText('ol-prefetchedProjectsBlob'))).projects;

function Dashboard() {
  const [projects, show] = useState(first);
  const [view, look] = useState<View>('all');
  const [search, find] = useState('');
  useTitle('Projects', 'Overleaf');
  const change = useAction(async (work: () => Promise<unknown>) => {
    await work();
    show(await reload());
  });
  const shown = projects
    .filter(views[view])
    .filter(({ name }) => name.toLowerCase().includes(search.toLowerCase()))
    .sort((a, b) => b.lastUpdated.localeCompare(a.lastUpdated));
  return (
    <main class="dashboard">
      <header>
        <h1>Projects</h1>
        <p>{metaText('ol-usersEmail')}</p>
        <a href="/user/settings">Settings</a>
        <form method="post" action="/logout">
          <input type="hidden" name="_csrf" value={metaText('ol-csrfToken')} />
          <button type="submit">Log out</button>
        </form>
      </header>
      <NewProject />
      <div class="filters">
        {(Object.keys(views) as View[]).map((each) => (
          <button key={each} type="button" aria-pressed={each === view} onClick={() => look(each)}>
            {each}
          </button>
        ))}
        <input
          type="search"
          aria-label="Search in the titles"
          placeholder="Search"
          value={search}
          onInput={({ currentTarget }) => find(currentTarget.value)}
        />
      </div>
      <ErrorNotice text={change.error} />
      <table>
        <thead>
          <tr>
            <th>Title</th>
            <th>Owner</th>
            <th>Last modified</th>
            <th>Actions</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((project) => (
            <Row key={project.id} project={project} change={change.run} />
          ))}
        </tbody>
      </table>
      {shown.length === 0 && <p class="empty">There is no such project.</p>}
    </main>
  );
}

/** Creates a project, or makes one of an archive, and opens it. */
function NewProject() {
  const [projectName, setName] = useState('');
  const create = useAction(async (template: string) => {
    const { project_id } = await ask(created, 'POST', '/project/new', { projectName, template });
    location.assign(`/project/${project_id}`);
  });
  const upload = useAction(async (file: File) => {
    const form = new FormData();
    form.append('name', file.name);
    form.append('qqfile', file);
    const { project_id } = await ask(created, 'POST', '/project/new/upload', form);
    location.assign(`/project/${project_id}`);
  });
  return (
    <form
      class="new-project"
      onSubmit={(event) => {
        event.preventDefault();
        void create.run('none');
      }}
    >
      <input
        aria-label="Name of the new project"
        placeholder="Name of the new project"
        value={projectName}
        onInput={({ currentTarget }) => setName(currentTarget.value)}
        required
      />
      <button type="submit" disabled={create.busy}>
        New project
      </button>
      <button
        type="button"
        disabled={create.busy || projectName === ''}
        onClick={() => void create.run('example')}
      >
        New example
      </button>
      <label class="upload">
        Upload a zip
        <input
          type="file"
          accept=".zip"
          onChange={({ currentTarget: { files } }) => files?.[0] && void upload.run(files[0])}
        />
      </label>
      {upload.busy && <p role="status">Uploading…</p>}
      <ErrorNotice text={create.error ?? upload.error} />
    </form>
  );
}

function Row({ project, change }: { project: Listed; change(work: () => Promise<unknown>): Promise<void> }) {
  const { id, name, owner, lastUpdated, archived, trashed, accessLevel } = project;
  const act = (label: string, work: () => Promise<unknown>) => (
    <button type="button" aria-label={`${label} ${name}`} onClick={() => void change(work)}>
      {label}
    </button>
  );
  const isOwner = accessLevel === 'owner';
  return (
    <tr>
      <td>
        <a href={`/project/${id}`}>{name}</a>
      </td>
      <td>{isOwner ? 'You' : owner?.email}</td>
      <td>
        <time dateTime={lastUpdated}>{new Date(lastUpdated).toLocaleString()}</time>
      </td>
      <td class="actions">
        {act('Copy', () => send('POST', `/project/${id}/clone`, { projectName: `${name} (copy)` }))}
        <a href={`/project/${id}/download/zip`} aria-label={`Download ${name}`}>
          Download
        </a>
        {act(archived ? 'Restore' : 'Archive', () =>
          send(archived ? 'DELETE' : 'POST', `/project/${id}/archive`),
        )}
        {act(trashed ? 'Take back' : 'Trash', () =>
          send(trashed ? 'DELETE' : 'POST', `/project/${id}/trash`),
        )}
        {trashed && isOwner && act('Delete', () => send('DELETE', `/project/${id}`))}
        {trashed && !isOwner && act('Leave', () => send('POST', `/project/${id}/leave`))}
      </td>
    </tr>
  );
}

drawPage(<Dashboard />);
