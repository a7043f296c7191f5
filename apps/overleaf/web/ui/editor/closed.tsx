import { ErrorNotice } from '../../../../../shared/ui/notice.tsx';
import { projectStore } from './project.ts';
import { LostTexts } from './source/lost-texts.tsx';

/** What is left of a project that the site does not open to this person any more. Nothing that was typed is dropped in silence. */
export function Closed({ reason }: { reason: string }) {
  return (
    <main class="closed">
      <h1>{projectStore.get()?.name ?? 'Overleaf'}</h1>
      <ErrorNotice text={`The project cannot be opened: ${reason}.`} />
      <LostTexts />
      <p>
        <a href="/project">All projects</a>
      </p>
    </main>
  );
}
