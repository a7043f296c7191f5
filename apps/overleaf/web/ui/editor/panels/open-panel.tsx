import { useStore } from '../../../../../../shared/ui/store.ts';
import { CommentsPanel } from '../comments/panel.tsx';
import type { ProjectView } from '../project.ts';
import { ChatPanel } from './chat/panel.tsx';
import { HistoryPanel } from './history/panel.tsx';
import { MenuPanel } from './menu/panel.tsx';
import { PeoplePanel } from './online/panel.tsx';
import { SharePanel } from './share/panel.tsx';
import { panelStore } from './which.ts';

interface OpenPanelProps {
  project: ProjectView;
  /** Shows a line of a document; the first line is 1. */
  onGo(file: string, line: number): void;
}

/** The panel that is open, if one is. */
export function OpenPanel({ project, onGo }: OpenPanelProps) {
  switch (useStore(panelStore)) {
    case 'menu':
      return <MenuPanel project={project} />;
    case 'share':
      return <SharePanel />;
    case 'history':
      return <HistoryPanel project={project} />;
    case 'comments':
      return <CommentsPanel />;
    case 'chat':
      return <ChatPanel />;
    case 'people':
      return <PeoplePanel project={project} onGo={onGo} />;
    default:
      return null;
  }
}
