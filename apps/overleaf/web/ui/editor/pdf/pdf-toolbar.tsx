import { useState } from 'preact/hooks';
import type { PdfPosition, PdfView, Zoom } from './pdf-view.ts';

interface ToolbarProps {
  view: PdfView | undefined;
  position: PdfPosition;
  /** Shows the place of the cursor in the PDF. */
  onShowCursor(): void;
  /** Shows the source of what is in the middle of the view. */
  onShowSource(): void;
}

/** What can be done with a PDF: pages, sizes, and the ways from and to the source. */
export function PdfToolbar({ view, position, onShowCursor, onShowSource }: ToolbarProps) {
  const { page, pages, zoom, scale } = position;
  return (
    <div class="pdf-toolbar">
      <PageField page={page} pages={pages} onGo={(wanted) => view?.goToPage(wanted)} />
      <span class="group">
        <button type="button" aria-label="Smaller" onClick={() => view?.zoomBy(-1)}>
          −
        </button>
        <select
          aria-label="Size of the pages"
          value={String(zoom)}
          onChange={({ currentTarget: { value } }) => view?.zoom(zoomOf(value))}
        >
          <option value="page-width">Fit width</option>
          <option value="page-fit">Fit page</option>
          {[0.5, 0.75, 1, 1.5, 2].filter((each) => each !== zoom).map(sizeOption)}
          {typeof zoom === 'number' && sizeOption(scale)}
        </select>
        <button type="button" aria-label="Larger" onClick={() => view?.zoomBy(1)}>
          +
        </button>
      </span>
      <span class="group">
        <button
          type="button"
          aria-label="Go to PDF"
          title="Show the place of the cursor in the PDF"
          onClick={onShowCursor}
        >
          <span aria-hidden="true">→ </span>PDF
        </button>
        <button
          type="button"
          aria-label="Go to source"
          title="Show the source of what is in the middle; or double-click in the PDF"
          onClick={onShowSource}
        >
          <span aria-hidden="true">← </span>Source
        </button>
      </span>
    </div>
  );
}

const sizeOption = (size: number) => (
  <option key={size} value={String(size)}>
    {Math.round(size * 100)} %
  </option>
);

const zoomOf = (value: string): Zoom =>
  value === 'page-width' || value === 'page-fit' ? value : Number(value);

/** The number of the page, which can be changed to go to another one. */
function PageField({ page, pages, onGo }: { page: number; pages: number; onGo(page: number): void }) {
  const [typed, type] = useState<string>();
  const go = () => {
    if (typed !== undefined) onGo(Number(typed));
    type(undefined);
  };
  return (
    <span class="page-number">
      Page{' '}
      <input
        aria-label="Number of the page"
        inputMode="numeric"
        size={3}
        value={typed ?? String(page)}
        onInput={({ currentTarget }) => type(currentTarget.value)}
        onBlur={go}
        onKeyDown={({ key }) => key === 'Enter' && go()}
      />{' '}
      of {pages}
    </span>
  );
}
