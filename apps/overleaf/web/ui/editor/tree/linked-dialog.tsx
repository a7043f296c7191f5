import { useState } from 'preact/hooks';
import { useAction } from '../../../../../../shared/ui/hooks.ts';
import { ErrorNotice } from '../../../../../../shared/ui/notice.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { Progress } from '../../parts/progress.tsx';
import type { FolderEntry } from '../entries.ts';
import { changes } from './changes.ts';
import { entriesOf } from './find.ts';
import { OtherProject } from './other-project.tsx';

interface LinkedDialogProps {
  folder: FolderEntry;
  place: string;
  onClose(): void;
}

/** Adds a file that comes from a URL or another project, and that can be fetched again later. */
export function LinkedDialog({ folder, place, onClose }: LinkedDialogProps) {
  const [provider, setProvider] = useState<'url' | 'project_file'>('url');
  const [url, setUrl] = useState('');
  const [source, setSource] = useState({ source_project_id: '', source_entity_path: '' });
  const [name, setName] = useState('');
  const path = provider === 'url' ? url : source.source_entity_path;
  const proposed = /([^/?#]+)\/?(?:[?#].*)?$/.exec(path.replace(/^\w+:\/\/[^/]*\/?/, ''))?.[1] ?? '';
  const { run, busy, error } = useAction(async () => {
    const chosen = name.trim() || proposed;
    if (entriesOf(folder).some(({ entry }) => entry.name === chosen))
      throw new Error(`there is a ${chosen} already: choose another name`);
    await changes.link(chosen, folder, provider, provider === 'url' ? { url } : source);
    onClose();
  });
  const choice = (value: typeof provider, words: string) => (
    <label class="switch">
      <input type="radio" name="provider" checked={provider === value} onChange={() => setProvider(value)} />
      {words}
    </label>
  );
  return (
    <Dialog title={`Add a file to ${place}`} onClose={onClose}>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          void run();
        }}
      >
        <fieldset>
          <legend>Where it comes from</legend>
          {choice('url', 'A URL')}
          {choice('project_file', 'Another project of yours')}
        </fieldset>
        {provider === 'url' ? (
          <label>
            URL
            <input
              type="url"
              placeholder="https://"
              value={url}
              onInput={({ currentTarget }) => setUrl(currentTarget.value)}
              required
            />
          </label>
        ) : (
          <OtherProject source={source} onChoose={setSource} />
        )}
        <label>
          Name in this project
          <input
            value={name}
            placeholder={proposed}
            onInput={({ currentTarget }) => setName(currentTarget.value)}
            required={proposed === ''}
          />
        </label>
        {busy && <Progress text="Fetching the file…" part={undefined} />}
        <ErrorNotice text={error} />
        <p class="buttons">
          <button type="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" class="primary" disabled={busy}>
            Add the file
          </button>
        </p>
      </form>
    </Dialog>
  );
}
