import { useRef, useState } from 'preact/hooks';
import * as z from 'zod';
import { useAction } from '../../../../../shared/ui/hooks.ts';
import { ErrorNotice } from '../../../../../shared/ui/notice.tsx';
import { ask } from '../parts/api.ts';
import { Icon } from '../parts/icon.tsx';
import { leaveFor } from '../parts/leave-for.ts';
import { Progress } from '../parts/progress.tsx';
import { upload } from '../parts/upload.ts';
import { pageOfNew } from './data.ts';

/** Makes a project of an archive, and opens it. */
export function useZipUpload() {
  const [part, setPart] = useState(0);
  const abort = useRef(new AbortController());
  const action = useAction(async (files: File[]) => {
    const file = theZipIn(files);
    setPart(0);
    abort.current = new AbortController();
    const { signal } = abort.current;
    try {
      const answer = await upload('/project/new/upload', file, { onProgress: setPart, signal });
      await leaveFor(pageOfNew(JSON.parse(answer)));
    } catch (problem) {
      if (!signal.aborted) throw problem;
    }
  });
  return { ...action, part, cancel: () => abort.current.abort() };
}

function theZipIn([file, ...more]: File[]): File {
  if (file === undefined || more.length > 0)
    throw new Error('one zip file becomes a project: choose or drop them one after the other');
  if (/\.zip$/i.test(file.name) || file.type.includes('zip')) return file;
  throw new Error(`“${file.name}” is no zip file: make a zip file of it, and upload that`);
}

/** Creates a project, or makes one of an archive, and opens it. */
export function NewProject({ zip }: { zip: ReturnType<typeof useZipUpload> }) {
  const [projectName, setName] = useState('');
  const create = useAction(async (template: string) => {
    await leaveFor(pageOfNew(await ask(z.unknown(), 'POST', '/project/new', { projectName, template })));
  });
  const isBusy = create.busy || zip.busy;
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
        maxLength={150}
        onInput={({ currentTarget }) => setName(currentTarget.value)}
        required
      />
      <button type="submit" class="primary" disabled={isBusy}>
        New project
      </button>
      <button
        type="button"
        disabled={isBusy}
        onClick={() => void create.run('example')}
        title="A project that shows how a paper is written"
      >
        New example
      </button>
      <label class="upload">
        <Icon name="upload" /> Upload a zip
        <input
          type="file"
          accept=".zip"
          disabled={isBusy}
          onChange={({ currentTarget: { files } }) => void zip.run([...(files ?? [])])}
        />
      </label>
      {create.busy && <Progress text="Creating the project…" part={undefined} />}
      {zip.busy && (
        <>
          <Progress text={zip.part < 1 ? 'Uploading…' : 'Making a project of it…'} part={zip.part} />
          {zip.part < 1 && (
            <button type="button" onClick={zip.cancel}>
              Cancel the upload
            </button>
          )}
        </>
      )}
      <ErrorNotice text={create.error ?? zip.error} />
    </form>
  );
}
