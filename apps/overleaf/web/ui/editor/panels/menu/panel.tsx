import { useStore } from '../../../../../../../shared/ui/store.ts';
import { type ProjectView, privilegeStore } from '../../project.ts';
import { Panel } from '../panel.tsx';
import { ownId } from '../share/access.ts';
import { CopyProject } from './copy-project.tsx';
import { Downloads } from './downloads.tsx';
import { Hotkeys } from './hotkeys.tsx';
import { EditorPreferences } from './preferences.tsx';
import { ProjectSettings } from './project-settings.tsx';
import { Rename } from './rename.tsx';
import { CountWords } from './word-count.tsx';

/** What can be done with the project as a whole, and how the editor is to be. */
export function MenuPanel({ project }: { project: ProjectView }) {
  const privilege = useStore(privilegeStore);
  return (
    <Panel title="Menu">
      <Downloads />
      <CountWords project={project} />
      {privilege === 'owner' && <Rename name={project.name} />}
      {ownId !== '' && <CopyProject name={project.name} />}
      {privilege !== 'readOnly' && <ProjectSettings project={project} />}
      <EditorPreferences />
      <Hotkeys />
    </Panel>
  );
}
