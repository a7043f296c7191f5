import { useEffect, useRef, useState } from 'preact/hooks';
import { useAction } from '../../../../../../shared/ui/hooks.ts';
import { inWords } from '../../../../../../shared/ui/in-words.ts';
import { ErrorNotice } from '../../../../../../shared/ui/notice.tsx';
import { paneStore } from '../panes.tsx';
import { PdfToolbar } from './pdf-toolbar.tsx';
import type { PdfPosition, PdfView } from './pdf-view.ts';
import type { Point } from './places.ts';
import { boxesOf, type CodePlace, codeAt } from './sync.ts';

interface PdfPaneProps {
  /** The PDF of a build. */
  url: string;
  build: string;
  /** Where the cursor of the source is. */
  cursor(): CodePlace | undefined;
  /** Shows a line of a document; false when the project has no such document. */
  onGo(file: string, line: number): boolean;
}

const nowhere: PdfPosition = { page: 1, pages: 1, zoom: 'page-width', scale: 1 };

/** The PDF. pdf.js is only loaded once there is one. */
export function PdfPane({ url, build, cursor, onGo }: PdfPaneProps) {
  const place = useRef<HTMLDivElement>(null);
  const [view, setView] = useState<PdfView>();
  const [position, move] = useState(nowhere);
  const [error, setError] = useState<string>();

  useEffect(() => {
    let opened: PdfView | undefined;
    let isGone = false;
    const open = async (container: HTMLDivElement) => {
      const { PdfView } = await import('./pdf-view.ts');
      if (isGone) return;
      opened = await PdfView.in(container, move);
      if (isGone) opened.close();
      else setView(opened);
    };
    if (place.current !== null) open(place.current).catch((problem) => setError(inWords(problem)));
    return () => {
      isGone = true;
      opened?.close();
    };
  }, []);

  useEffect(() => {
    if (view === undefined) return;
    setError(undefined);
    view.show(url).catch((problem) => setError(inWords(problem)));
  }, [view, url]);

  const toPdf = useAction(async () => {
    const at = cursor();
    if (at === undefined) throw new Error('Put the cursor into a document first.');
    const boxes = await boxesOf(at, build);
    paneStore.set('pdf');
    view?.flash(boxes);
  });
  const toSource = useAction(async (point: Point | undefined) => {
    if (point === undefined) throw new Error('There is no page at this place.');
    const { file, line } = await codeAt(point, build);
    if (!onGo(file, line))
      throw new Error(`This place comes from ${file}, which is no document of the project.`);
  });

  return (
    <div class="pdf">
      <PdfToolbar
        view={view}
        position={position}
        onShowCursor={() => void toPdf.run()}
        onShowSource={() => void toSource.run(view?.pointAt())}
      />
      <ErrorNotice text={error ?? toPdf.error ?? toSource.error} />
      <div class="pdf-place">
        {/* biome-ignore lint/a11y/noStaticElementInteractions: the button "Go to source" does the same by keyboard */}
        <div
          class="pdf-pages"
          ref={place}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
          tabIndex={0}
          onDblClick={(event) => void toSource.run(view?.pointAt(event))}
        >
          <div class="pdfViewer" />
        </div>
      </div>
    </div>
  );
}
