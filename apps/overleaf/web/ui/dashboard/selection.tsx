import { Icon } from '../parts/icon.tsx';
import { type Act, acts } from './acts.ts';
import type { Project } from './data.ts';
import { TagMenu } from './tag-menu.tsx';

interface SelectionProps {
  projects: Project[];
  isBusy: boolean;
  onAct(projects: Project[], act: Act): void;
  onRemove(projects: Project[]): void;
}

/** What can be done with several projects at once. */
export function Selection({ projects, isBusy, onAct, onRemove }: SelectionProps) {
  const ids = projects.map(({ id }) => id).join(',');
  const button = (label: string, act: Act) => (
    <button type="button" disabled={isBusy} onClick={() => onAct(projects, act)}>
      {label}
    </button>
  );
  const areTrashed = projects.every(({ trashed }) => trashed);
  const areArchived = projects.every(({ archived }) => archived);
  return (
    <section class="selection" aria-label="Selected projects">
      <b>{projects.length} selected</b>
      <a class="button" href={`/project/download/zip?project_ids=${ids}`}>
        <Icon name="download" /> Download
      </a>
      {!areArchived && button('Archive', acts.archive)}
      {areArchived && button('Restore', acts.unarchive)}
      {!areTrashed && button('Trash', acts.trash)}
      {areTrashed && button('Restore', acts.untrash)}
      {areTrashed && (
        <button type="button" class="danger" disabled={isBusy} onClick={() => onRemove(projects)}>
          {projects.some(({ source }) => source === 'owner') ? 'Delete' : 'Leave'}
        </button>
      )}
      <TagMenu projects={projects} onAct={onAct} />
    </section>
  );
}
