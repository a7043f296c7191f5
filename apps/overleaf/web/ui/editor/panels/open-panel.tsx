import { useStore } from '../../../../../../shared/ui/store.ts';
import type { ProjectView } from '../project.ts';
import { ChatPanel } from './chat/panel.tsx';
import { HistoryPanel } from './history/panel.tsx';
import { SharePanel } from './share/panel.tsx';
import { panelStore } from './which.ts';

/** The panel that is open, if one is. */
export function OpenPanel({ project }: { project: ProjectView }) {
  switch (useStore(panelStore)) {
    case 'share':
      return <SharePanel />;
    case 'history':
      return <HistoryPanel project={project} />;
    case 'chat':
      return <ChatPanel />;
    default:
      return null;
  }
}
