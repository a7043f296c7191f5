import { useEffect, useState } from 'preact/hooks';
import { FormBadge } from '../../../../../shared/ui/form-badge.tsx';
import { useTitle } from '../../../../../shared/ui/hooks.ts';
import { Loading } from '../../../../../shared/ui/notice.tsx';
import { useStore } from '../../../../../shared/ui/store.ts';
import { drawPage } from '../parts/draw-page.ts';
import { observedForm } from '../parts/observed-form.ts';
import { Closed } from './closed.tsx';
import { CompileControls } from './compile/controls.tsx';
import { Result } from './compile/result.tsx';
import type { DocEntry } from './entries.ts';
import { Outline } from './outline.tsx';
import { PanelButtons } from './panels/buttons.tsx';
import { OpenPanel } from './panels/open-panel.tsx';
import { PaneSwitch, paneStore, useMainPane } from './panes.tsx';
import { connectedStore, type ProjectView, privilegeStore, projectStore, rejectionStore } from './project.ts';
import { pathOf } from './source/completable.ts';
import { ConnectionBar } from './source/connection-bar.tsx';
import { LostTexts } from './source/lost-texts.tsx';
import { savedStore } from './source/open-document.ts';
import { Source, type Target } from './source/source.tsx';
import { docWithId, findDoc } from './tree/find.ts';
import { Previewed, previewStore } from './tree/preview.tsx';
import { Tree } from './tree/tree.tsx';

function Page() {
  const project = useStore(projectStore);
  const rejection = useStore(rejectionStore);
  if (rejection !== undefined) return <Closed reason={rejection} />;
  return project === undefined ? <Loading what="the project" /> : <Editor project={project} />;
}

function Editor({ project }: { project: ProjectView }) {
  const [root] = project.rootFolder;
  const connected = useStore(connectedStore);
  const mayWrite = useStore(privilegeStore) !== 'readOnly';
  const [opened, open] = useState<DocEntry | undefined>(
    () => docWithId(root, project.rootDoc_id ?? '') ?? root.docs[0],
  );
  /** As the tree has it now; undefined also when somebody has deleted it. */
  const doc = docWithId(root, opened?._id ?? '');
  const [target, aim] = useState<Target>();
  /** A document that this person has added, until the tree has it. */
  const [awaited, waitFor] = useState<string>();
  const isSaved = useStore(savedStore);
  const pane = useStore(paneStore);
  const isFilesMain = useMainPane() === 'files';
  useTitle(project.name, 'Overleaf');

  const showSource = () => {
    previewStore.set(undefined);
    paneStore.set('source');
  };
  const goTo = (line: number) => {
    showSource();
    aim((last) => ({ line, turn: (last?.turn ?? 0) + 1, from: document.activeElement }));
  };
  const show = (entry: DocEntry) => {
    showSource();
    open(entry);
    aim(undefined);
  };
  const go = (file: string, line: number): boolean => {
    const found = findDoc(root, file);
    if (found === undefined) return false;
    open(found);
    goTo(line);
    return true;
  };
  // Its name is wanted when it is gone.
  useEffect(() => {
    if (doc !== undefined) open(doc);
  }, [doc]);
  useEffect(() => {
    const added = docWithId(root, awaited ?? '');
    if (added === undefined) return;
    waitFor(undefined);
    open(added);
    goTo(1);
  }, [root, awaited]);

  return (
    <div class="editor" data-pane={pane}>
      <header>
        <a href="/project">All projects</a>
        <h1>{project.name}</h1>
        <p role="status" class={connected ? 'state' : 'state lost'}>
          {stateOf(connected, isSaved)}
        </p>
        <PanelButtons />
        <CompileControls />
        <FormBadge observed={observedForm} seenFrom="As the last answer of the site said" />
        <PaneSwitch />
      </header>
      <div class="bars">
        <ConnectionBar />
        <LostTexts />
      </div>
      <div class="files" {...(isFilesMain && { role: 'main' })}>
        <Tree root={root} shown={doc?._id} mayWrite={mayWrite && connected} onOpen={show} onAdded={waitFor} />
        <Outline onGo={goTo} />
      </div>
      <main aria-label={doc === undefined ? 'Source' : doc.name}>
        <Previewed root={root}>
          {doc === undefined ? (
            <p class="empty" role="status">
              {opened === undefined
                ? 'Add a document to begin.'
                : `“${opened.name}” has been deleted. The history can bring it back.`}
            </p>
          ) : (
            <Source key={doc._id} doc={doc._id} path={pathOf(root, doc._id) ?? doc.name} target={target} />
          )}
        </Previewed>
      </main>
      <Result onGo={go} />
      <OpenPanel project={project} onGo={go} />
    </div>
  );
}

function stateOf(isConnected: boolean, isSaved: boolean): string {
  if (!isConnected) return 'Connecting…';
  return isSaved ? 'Saved' : 'Saving…';
}

drawPage(<Page />);
