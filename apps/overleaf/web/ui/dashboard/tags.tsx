import { useState } from 'preact/hooks';
import { useAction } from '../../../../../shared/ui/hooks.ts';
import { ErrorNotice } from '../../../../../shared/ui/notice.tsx';
import { useStore } from '../../../../../shared/ui/store.ts';
import { send } from '../parts/api.ts';
import { IconButton } from '../parts/icon-button.tsx';
import { NameForm } from '../parts/name-form.tsx';
import type { Asked } from '../parts/question.tsx';
import { createTag, reload, type Tag, tagsStore } from './data.ts';
import { hueOf } from './tag-colour.ts';
import { ViewButton } from './view-button.tsx';
import { type View, viewOfTag } from './views.ts';

interface TagListProps {
  view: View;
  onLook(view: View): void;
  onAsk(asked: Asked): void;
}

/** The tags of this person: each shows its projects, and can be renamed and removed. */
export function TagList({ view, onLook, onAsk }: TagListProps) {
  const tags = useStore(tagsStore);
  const [newName, setNewName] = useState('');
  const [renamed, setRenamed] = useState<string>();
  const { run, busy, error } = useAction(async (work: () => Promise<unknown>) => {
    await work();
    await reload();
  });
  const rename = (tag: Tag) => (name: string) => {
    setRenamed(undefined);
    if (name !== tag.name) void run(() => send('POST', `/tag/${tag._id}/rename`, { name }));
  };
  const remove = async (tag: Tag) => {
    await send('DELETE', `/tag/${tag._id}`);
    await reload();
    if (viewOfTag(tag) === view) onLook('all');
  };
  return (
    <section class="tags" aria-label="Tags">
      <h2>Tags</h2>
      <ul>
        {tags.map((tag) => (
          <li key={tag._id}>
            {renamed === tag._id ? (
              <NameForm
                label={`New name of the tag ${tag.name}`}
                value={tag.name}
                onName={rename(tag)}
                onCancel={() => setRenamed(undefined)}
              />
            ) : (
              <>
                <ViewButton name={tag.name} view={viewOfTag(tag)} shown={view} onLook={onLook}>
                  <i class="dot hued" style={{ '--hue': hueOf(tag) }} />
                </ViewButton>
                <IconButton
                  icon="rename"
                  label={`Rename tag ${tag.name}`}
                  onClick={() => setRenamed(tag._id)}
                />
                <IconButton
                  icon="remove"
                  label={`Delete tag ${tag.name}`}
                  onClick={() =>
                    onAsk({
                      title: `Delete the tag “${tag.name}”?`,
                      text: 'Its projects stay; they only lose the tag.',
                      button: 'Delete the tag',
                      work: () => remove(tag),
                    })
                  }
                />
              </>
            )}
          </li>
        ))}
        {tags.length > 0 && (
          <li>
            <ViewButton name="Untagged" view="untagged" shown={view} onLook={onLook}>
              <i class="dot none" />
            </ViewButton>
          </li>
        )}
      </ul>
      <form
        class="new-tag"
        onSubmit={(event) => {
          event.preventDefault();
          void run(async () => {
            await createTag(newName.trim());
            setNewName('');
          });
        }}
      >
        <input
          aria-label="Name of the new tag"
          placeholder="New tag"
          value={newName}
          maxLength={50}
          onInput={({ currentTarget }) => setNewName(currentTarget.value)}
          required
        />
        <button type="submit" disabled={busy}>
          Add tag
        </button>
      </form>
      <ErrorNotice text={error} />
    </section>
  );
}
