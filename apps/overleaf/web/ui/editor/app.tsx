import { useEffect, useState } from 'preact/hooks';
import { useAction, useTitle } from '../../../../../shared/ui/hooks.ts';
import { ErrorNotice, Loading } from '../../../../../shared/ui/notice.tsx';
import { useStore } from '../../../../../shared/ui/store.ts';
import { drawPage } from '../parts/draw-page.ts';
import { type Compiled, compile, stop } from './compile.ts';
import type { DocEntry } from './entries.ts';
import { PanelButtons } from './panels/buttons.tsx';
import { OpenPanel } from './panels/open-panel.tsx';
import { connectedStore, type ProjectView, privilegeStore, projectStore, rejectionStore } from './project.ts';
import { Result } from './result.tsx';
import { Source } from './source.tsx';
import { docWithId, findDoc } from './tree/find.ts';
import { Previewed } from './tree/preview.tsx';
import { Tree } from './tree/tree.tsx';

function Page() {
  const project = useStore(projectStore);
  const rejection = useStore(rejectionStore);
  if (rejection !== undefined) return <ErrorNotice text={`The project cannot be opened: ${rejection}`} />;
  return project === undefined ? <Loading what="the project" /> : <Editor project={project} />;
}

function Editor({ project }: { project: ProjectView }) {
  const [root] = project.rootFolder;
  const connected = useStore(connectedStore);
  const mayWrite = useStore(privilegeStore) !== 'readOnly';
  const [doc, open] = useState<DocEntry | undefined>(
    () => docWithId(root, project.rootDoc_id ?? '') ?? root.docs[0],
  );
  const [target, goTo] = useState<{ line: number; turn: number }>();
  const [isSaved, setSaved] = useState(true);
  const [compiled, show] = useState<Compiled>();
  const [pdf, showPdf] = useState<string>();
  useTitle(project.name, 'Overleaf');

  const compiling = useAction(async () => {
    const result = await compile(project.rootDoc_id);
    show(result);
    const made = result.outputFiles.find(({ path }) => path === 'output.pdf');
    if (made !== undefined) showPdf(made.url);
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || !['Enter', 's'].includes(event.key)) return;
      event.preventDefault();
      void compiling.run();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  });
  const go = (file: string, line: number) => {
    const found = findDoc(root, file);
    if (found === undefined) return;
    open(found);
    goTo((last) => ({ line, turn: (last?.turn ?? 0) + 1 }));
  };

  return (
    <div class="editor">
      <header>
        <a href="/project">All projects</a>
        <h1>{project.name}</h1>
        <p role="status" class={connected ? 'state' : 'state lost'}>
          {stateOf(connected, isSaved)}
        </p>
        <PanelButtons />
        <button type="button" disabled={compiling.busy} onClick={() => void compiling.run()}>
          {compiling.busy ? 'Compiling…' : 'Compile'}
        </button>
        {compiling.busy && (
          <button type="button" onClick={() => void stop()}>
            Stop
          </button>
        )}
      </header>
      <ErrorNotice text={compiling.error} />
      <Tree root={root} shown={doc?._id} mayWrite={mayWrite && connected} onOpen={open} />
      <main aria-label={doc === undefined ? 'Source' : doc.name}>
        <Previewed root={root}>
          {doc === undefined ? (
            <p class="empty">Add a document to begin.</p>
          ) : (
            <Source key={doc._id} doc={doc._id} name={doc.name} target={target} onSaved={setSaved} />
          )}
        </Previewed>
      </main>
      <Result compiled={compiled} pdf={pdf} onGo={go} />
      <OpenPanel project={project} onGo={go} />
    </div>
  );
}

function stateOf(isConnected: boolean, isSaved: boolean): string {
  if (!isConnected) return 'Connecting… nothing can be typed meanwhile';
  return isSaved ? 'Saved' : 'Saving…';
}

drawPage(<Page />);
