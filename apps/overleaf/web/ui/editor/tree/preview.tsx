import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { useAction, useLoad } from '../../../../../../shared/ui/hooks.ts';
import { ErrorNotice, Loading } from '../../../../../../shared/ui/notice.tsx';
import { createStore, useStore } from '../../../../../../shared/ui/store.ts';
import { Icon } from '../../parts/icon.tsx';
import { Progress } from '../../parts/progress.tsx';
import type { FileEntry, FolderEntry } from '../entries.ts';
import { addressOf, changes } from './changes.ts';
import { type Content, inBytes, load } from './content.ts';
import { fileWithId } from './find.ts';
import { originOf } from './linked.ts';

/** The id of the file that stands in the place of the source. */
export const previewStore = createStore<string | undefined>(undefined);

/** The file that was opened in the tree, else the children. */
export function Previewed({ root, children }: { root: FolderEntry; children: ComponentChildren }) {
  const file = fileWithId(root, useStore(previewStore) ?? '');
  return file === undefined ? children : <Preview key={file._id} file={file} />;
}

function Preview({ file }: { file: FileEntry }) {
  const { value: content, error, reload } = useLoad(file._id, (signal) => load(file, signal));
  const refresh = useAction(async () => previewStore.set(await changes.refresh(file)));
  const origin = originOf(file);
  useEffect(() => () => release(content), [content]);
  return (
    <section class="preview" aria-label={file.name}>
      <header>
        <h2>{file.name}</h2>
        {content && <span class="size">{inBytes(content.bytes)}</span>}
        <a class="button" href={addressOf(file)}>
          <Icon name="download" /> Download
        </a>
        {origin !== undefined && (
          <button type="button" disabled={refresh.busy} onClick={() => void refresh.run()}>
            <Icon name="restore" /> Refresh
          </button>
        )}
        {origin !== undefined && <p class="origin">From {origin}</p>}
        {refresh.busy && <Progress text="Fetching it again…" part={undefined} />}
      </header>
      <ErrorNotice text={refresh.error ?? error} retry={refresh.error === undefined ? reload : refresh.run} />
      {content === undefined && error === undefined && <Loading what={file.name} />}
      {content?.because !== undefined && (
        <p class="notice">It cannot be edited here: {content.because}. A compile can use it as it is.</p>
      )}
      {content && <Shown content={content} name={file.name} />}
    </section>
  );
}

function Shown({ content, name }: { content: Content; name: string }) {
  switch (content.kind) {
    case 'picture':
      return <img src={content.url} alt={name} />;
    case 'pdf':
      return <iframe src={content.url} title={name} />;
    case 'text':
      return (
        <>
          <pre>{content.text}</pre>
          {!content.isWhole && <p class="empty">This is the beginning; download the file for the rest.</p>}
        </>
      );
    default:
      return <p class="empty">This kind of file cannot be shown here. Download it to open it.</p>;
  }
}

function release(content: Content | undefined): void {
  if (content !== undefined && 'url' in content) URL.revokeObjectURL(content.url);
}
