import { useState } from 'preact/hooks';
import { type Moved, moved } from './changes.ts';
import { droppedFiles, type FileAt } from './dropped.ts';

const kind = 'application/x-entry';

/** Takes an entry of the tree along while it is dragged. */
export function drag(event: DragEvent, entry: Moved): void {
  event.stopPropagation();
  event.dataTransfer?.setData(kind, JSON.stringify(entry));
}

interface Targets {
  onFiles(files: Promise<FileAt[]>): void;
  onMove(entry: Moved): void;
}

/** Lets files from elsewhere and entries of the tree be dropped on a folder, which takes `handlers`. */
export function useFolderDrop({ onFiles, onMove }: Targets) {
  const [isOver, setOver] = useState(false);
  const take = (event: DragEvent): boolean => {
    const types = event.dataTransfer?.types ?? [];
    if (!types.includes(kind) && !types.includes('Files')) return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  };
  const handlers = {
    onDragOver: (event: DragEvent) => take(event) && setOver(true),
    onDragLeave: () => setOver(false),
    onDrop(event: DragEvent) {
      if (!take(event)) return;
      setOver(false);
      const { dataTransfer } = event;
      if (dataTransfer === null) return;
      const entry = dataTransfer.getData(kind);
      if (entry !== '') onMove(moved.parse(JSON.parse(entry)));
      else onFiles(droppedFiles(dataTransfer));
    },
  };
  return { isOver, handlers };
}
