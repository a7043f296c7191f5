import { useState } from 'preact/hooks';
import { useAction } from '../../../../../shared/ui/hooks.ts';
import { ErrorNotice } from '../../../../../shared/ui/notice.tsx';
import { useStore } from '../../../../../shared/ui/store.ts';
import { Icon } from '../parts/icon.tsx';
import { type Act, addTag, removeTag } from './acts.ts';
import { createTag, type Project, tagsStore } from './data.ts';

/** Gives tags to projects, or takes them. A box is half full when some of the projects have the tag. */
export function TagMenu({
  projects,
  onAct,
}: {
  projects: Project[];
  onAct(projects: Project[], act: Act): void;
}) {
  const tags = useStore(tagsStore);
  const [name, setName] = useState('');
  const { run, busy, error } = useAction(async () => {
    const tag = await createTag(name.trim());
    setName((now) => (now === name ? '' : now)); // the next one may be written already
    onAct(projects, addTag(tag));
  });
  return (
    <details class="menu">
      <summary class="button">
        <Icon name="tag" /> Tags
      </summary>
      <div class="menu-items">
        {tags.map((tag) => {
          const having = projects.filter(({ id }) => tag.project_ids.includes(id));
          const haveAll = having.length === projects.length;
          return (
            <label key={tag._id}>
              <input
                type="checkbox"
                checked={haveAll}
                ref={(box) => {
                  if (box !== null) box.indeterminate = !haveAll && having.length > 0;
                }}
                onChange={() =>
                  haveAll
                    ? onAct(projects, removeTag(tag))
                    : onAct(
                        projects.filter((project) => !having.includes(project)),
                        addTag(tag),
                      )
                }
              />
              {tag.name}
            </label>
          );
        })}
        <form
          class="new-tag"
          onSubmit={(event) => {
            event.preventDefault();
            void run();
          }}
        >
          <input
            aria-label="New tag for the selected projects"
            placeholder="New tag"
            maxLength={50}
            value={name}
            onInput={({ currentTarget }) => setName(currentTarget.value)}
            required
          />
          <button type="submit" disabled={busy}>
            Add
          </button>
        </form>
        <ErrorNotice text={error} />
      </div>
    </details>
  );
}
