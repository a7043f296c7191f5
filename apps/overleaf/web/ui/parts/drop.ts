import { useState } from 'preact/hooks';

const hasFiles = ({ dataTransfer }: DragEvent): boolean => dataTransfer?.types.includes('Files') ?? false;

/** Lets people drop files on an element, which takes `handlers`; `isOver` says whether files are held over it. */
export function useDrop(onFiles: (files: File[]) => void) {
  // An element is left whenever another one in it is entered.
  const [depth, setDepth] = useState(0);
  const move = (by: number) => (event: DragEvent) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    setDepth((before) => before + by);
  };
  const handlers = {
    onDragEnter: move(1),
    onDragLeave: move(-1),
    onDragOver: (event: DragEvent) => hasFiles(event) && event.preventDefault(),
    onDrop(event: DragEvent) {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setDepth(0);
      onFiles([...(event.dataTransfer?.files ?? [])]);
    },
  };
  return { isOver: depth > 0, handlers };
}
