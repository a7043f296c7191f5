import { useState } from 'preact/hooks';
import { useStore } from '../../../../../shared/ui/store.ts';
import { Icon } from '../parts/icon.tsx';
import { IconButton } from '../parts/icon-button.tsx';
import { NameForm } from '../parts/name-form.tsx';
import { type Act, acts, removeTag, rename } from './acts.ts';
import { ago } from './ago.ts';
import { type Project, tagsStore } from './data.ts';
import { hueOf } from './tag-colour.ts';
import { nameOf } from './views.ts';

interface RowProps {
  project: Project;
  isChosen: boolean;
  onChoose(isChosen: boolean): void;
  onAct(projects: Project[], act: Act): void;
  onRemove(projects: Project[]): void;
}

/** A project of the list. */
export function Row({ project, isChosen, onChoose, onAct, onRemove }: RowProps) {
  const { id, name, source, owner, lastUpdated, lastUpdatedBy, publicAccessLevel } = project;
  const [isRenaming, setRenaming] = useState(false);
  const tags = useStore(tagsStore).filter(({ project_ids }) => project_ids.includes(id));
  return (
    <tr class={isChosen ? 'chosen' : undefined}>
      <td>
        <input
          type="checkbox"
          aria-label={`Select ${name}`}
          checked={isChosen}
          onChange={({ currentTarget }) => onChoose(currentTarget.checked)}
        />
      </td>
      <td class="title">
        {isRenaming ? (
          <NameForm
            label={`New name of ${name}`}
            value={name}
            onName={(newName) => {
              setRenaming(false);
              if (newName !== name) onAct([project], rename(newName));
            }}
            onCancel={() => setRenaming(false)}
          />
        ) : (
          <a href={`/project/${id}`}>{name}</a>
        )}
        {tags.map((tag) => (
          <span key={tag._id} class="chip hued" style={{ '--hue': hueOf(tag) }}>
            {tag.name}
            <IconButton
              icon="remove"
              label={`Remove tag ${tag.name} from ${name}`}
              onClick={() => onAct([project], removeTag(tag))}
            />
          </span>
        ))}
      </td>
      <td>
        <span class="owner">
          {source === 'owner' ? 'You' : nameOf(owner)}
          {publicAccessLevel === 'tokenBased' && (
            <span class="shared" role="img" aria-label="Shared by link" title="Shared by link">
              <Icon name="link" />
            </span>
          )}
        </span>
      </td>
      <td>
        <time dateTime={lastUpdated} title={new Date(lastUpdated).toLocaleString()}>
          {ago(lastUpdated)}
        </time>
        {lastUpdatedBy && source !== 'owner' && <span class="by"> by {nameOf(lastUpdatedBy)}</span>}
      </td>
      <td>
        <RowActions
          project={project}
          onRename={() => setRenaming(true)}
          onAct={(act) => onAct([project], act)}
          onRemove={() => onRemove([project])}
        />
      </td>
    </tr>
  );
}

interface RowActionsProps {
  project: Project;
  onRename(): void;
  onAct(act: Act): void;
  onRemove(): void;
}

function RowActions({ project, onRename, onAct, onRemove }: RowActionsProps) {
  const { id, name, source, archived, trashed } = project;
  const isOwn = source === 'owner';
  return (
    <div class="actions">
      {isOwn && <IconButton icon="rename" label={`Rename ${name}`} onClick={onRename} />}
      {!trashed && <IconButton icon="copy" label={`Copy ${name}`} onClick={() => onAct(acts.copy)} />}
      <a
        class="icon-button"
        href={`/project/${id}/download/zip`}
        aria-label={`Download ${name}`}
        title={`Download ${name}`}
      >
        <Icon name="download" />
      </a>
      {archived ? (
        <IconButton icon="restore" label={`Restore ${name}`} onClick={() => onAct(acts.unarchive)} />
      ) : (
        <IconButton icon="archive" label={`Archive ${name}`} onClick={() => onAct(acts.archive)} />
      )}
      {trashed ? (
        <>
          <IconButton icon="restore" label={`Restore ${name}`} onClick={() => onAct(acts.untrash)} />
          <IconButton
            icon={isOwn ? 'remove' : 'leave'}
            label={`${isOwn ? 'Delete' : 'Leave'} ${name}`}
            onClick={onRemove}
          />
        </>
      ) : (
        <IconButton icon="trash" label={`Trash ${name}`} onClick={() => onAct(acts.trash)} />
      )}
    </div>
  );
}
