import { useState } from 'preact/hooks';
import { useAction, useTitle } from '../../../../../shared/ui/hooks.ts';
import { ErrorNotice } from '../../../../../shared/ui/notice.tsx';
import { useStore } from '../../../../../shared/ui/store.ts';
import { drawPage } from '../parts/draw-page.ts';
import { useDrop } from '../parts/drop.ts';
import { Progress } from '../parts/progress.tsx';
import { type Asked, Question } from '../parts/question.tsx';
import { type Act, acts, applyTo, questionOf } from './acts.ts';
import { type Project, projectsStore, tagsStore } from './data.ts';
import { NewProject, useZipUpload } from './new-project.tsx';
import { Notifications } from './notifications.tsx';
import { Search } from './search.tsx';
import { Selection } from './selection.tsx';
import { Table } from './table.tsx';
import { TagList } from './tags.tsx';
import { ViewButton } from './view-button.tsx';
import { isIn, type Order, sorted, standardViews, type View } from './views.ts';

const none: ReadonlySet<string> = new Set();

function Dashboard() {
  const projects = useStore(projectsStore);
  const tags = useStore(tagsStore);
  const [view, setView] = useState<View>('all');
  const [search, find] = useState('');
  const [order, sort] = useState<Order>({ by: 'lastUpdated', isDescending: true });
  const [chosen, choose] = useState(none);
  const [asked, ask] = useState<Asked>();
  const [progress, setProgress] = useState({ done: 0, of: 0 });
  const zip = useZipUpload();
  const drop = useDrop((files) => void zip.run(files));
  const change = useAction((changed: Project[], act: Act) =>
    applyTo(changed, act, (done) => setProgress({ done, of: changed.length })),
  );
  useTitle('Projects', 'Overleaf');

  const look = (next: View) => {
    setView(next);
    choose(none);
  };
  const shown = sorted(
    projects.filter(
      (project) => isIn(view, project, tags) && project.name.toLowerCase().includes(search.toLowerCase()),
    ),
    order,
  );
  const selected = shown.filter(({ id }) => chosen.has(id));
  const act = (changed: Project[], what: Act) => void change.run(changed, what);
  const remove = (removed: Project[]) =>
    ask({ ...questionOf(removed), work: () => applyTo(removed, acts.remove) });

  return (
    <div class="dashboard" {...drop.handlers}>
      <nav aria-label="Projects to show">
        <div class="views">
          {standardViews.map(([each, name]) => (
            <ViewButton key={each} name={name} view={each} shown={view} onLook={look} />
          ))}
        </div>
        <TagList view={view} onLook={look} onAsk={ask} />
      </nav>
      <main>
        <h1>Projects</h1>
        <Notifications />
        <NewProject zip={zip} />
        {drop.isOver && <p class="drop-here">Drop a zip file here to make a project of it</p>}
        {projects.length === 0 ? (
          <Welcome />
        ) : (
          <>
            <Search value={search} onFind={find} />
            {selected.length > 0 && (
              <Selection projects={selected} isBusy={change.busy} onAct={act} onRemove={remove} />
            )}
            {change.busy && progress.of > 1 && (
              <Progress
                text={`Project ${progress.done + 1} of ${progress.of}…`}
                part={progress.done / progress.of}
              />
            )}
            {change.busy && progress.of === 1 && <Progress text="Working…" part={undefined} />}
            <ErrorNotice text={change.error} />
            {shown.length > 0 ? (
              <Table
                projects={shown}
                chosen={chosen}
                order={order}
                onChoose={choose}
                onSort={sort}
                onAct={act}
                onRemove={remove}
              />
            ) : (
              <p class="empty">There is no such project.</p>
            )}
          </>
        )}
      </main>
      {asked && <Question asked={asked} onClose={() => ask(undefined)} />}
    </div>
  );
}

const Welcome = () => (
  <section class="welcome">
    <h2>Welcome</h2>
    <p>
      You have no project yet. Name your first one above and begin with an empty document, or with an example
      that shows how a paper is written. A zip file with your sources becomes a project, too: choose it, or
      drop it anywhere on this page.
    </p>
  </section>
);

drawPage(<Dashboard />);
