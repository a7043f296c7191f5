import type { PDFDocumentLoadingTask, PDFWorker } from 'pdfjs-dist';
import type { PDFViewer } from 'pdfjs-dist/web/pdf_viewer.mjs';
import { type Box, drawBoxes, type Point, placeOf, pointAt } from './places.ts';

/** How large pages are: as a whole, as wide as there is room, or so many times their size. */
export type Zoom = 'page-width' | 'page-fit' | number;

/** What a person sees of a PDF. */
export interface PdfPosition {
  page: number;
  pages: number;
  zoom: Zoom;
  /** The size of the pages; 1 is that of paper. */
  scale: number;
}

const pdfjs = import('pdfjs-dist');
// It takes what it needs of pdf.js from the global object, so it has to come second.
const components = pdfjs.then(() => import('pdfjs-dist/web/pdf_viewer.mjs'));

/** Bytes that are asked for at once of a large PDF. */
const rangeChunkSize = 256 * 1024;

const scales = { least: 0.2, most: 5, step: 1.2 };

/** Pages below each other that are drawn when they come into view. The place stays when the PDF is another one. */
export class PdfView {
  #container: HTMLDivElement;
  #viewer: PDFViewer;
  #worker: PDFWorker;
  #open: (options: object) => PDFDocumentLoadingTask;
  #setLinks: (document: unknown) => void;
  #task: PDFDocumentLoadingTask | undefined;
  #zoom: Zoom = 'page-width';
  #resizing: ResizeObserver;

  private constructor(
    container: HTMLDivElement,
    { getDocument, PDFWorker }: Awaited<typeof pdfjs>,
    { EventBus, PDFLinkService, PDFViewer }: Awaited<typeof components>,
    moved: (position: PdfPosition) => void,
  ) {
    this.#container = container;
    this.#worker = new PDFWorker({});
    this.#open = getDocument;
    const eventBus = new EventBus();
    const linkService = new PDFLinkService({ eventBus, externalLinkTarget: 2 });
    this.#viewer = new PDFViewer({
      container,
      eventBus,
      linkService,
      removePageBorders: true,
      annotationMode: 1,
    });
    linkService.setViewer(this.#viewer);
    this.#setLinks = (document) => linkService.setDocument(document, null);
    const tell = () => {
      const { currentPageNumber: page, pagesCount: pages, currentScale: scale } = this.#viewer;
      moved({ page, pages, zoom: this.#zoom, scale });
    };
    for (const name of ['pagesinit', 'pagechanging', 'scalechanging']) eventBus.on(name, tell);
    this.#resizing = new ResizeObserver(() => this.#fit());
    this.#resizing.observe(container);
  }

  /** Gets pdf.js and makes a view in `container`, whose one child takes the pages. `moved` is called for each new position. */
  static async in(container: HTMLDivElement, moved: (position: PdfPosition) => void): Promise<PdfView> {
    const library = await pdfjs;
    library.GlobalWorkerOptions.workerSrc = '/ui/pdf-worker.js';
    return new PdfView(container, library, await components, moved);
  }

  /** Shows the PDF at `url`. */
  async show(url: string): Promise<void> {
    const task = this.#open({
      url,
      worker: this.#worker,
      rangeChunkSize,
      disableAutoFetch: true,
      disableStream: true,
    });
    const before = this.#task;
    this.#task = task;
    try {
      const document = await task.promise;
      if (this.#task !== task) return;
      const { scrollTop, scrollLeft } = this.#container;
      this.#viewer.setDocument(document);
      this.#setLinks(document);
      await this.#viewer.firstPagePromise;
      this.#fit();
      this.#container.scrollTo(scrollLeft, scrollTop);
    } finally {
      await before?.destroy();
    }
  }

  /** Draws the pages in another size. */
  zoom(zoom: Zoom): void {
    this.#zoom = typeof zoom === 'number' ? Math.min(scales.most, Math.max(scales.least, zoom)) : zoom;
    this.#fit();
  }

  /** Draws the pages one step larger or smaller. */
  zoomBy(steps: number): void {
    this.zoom(this.#viewer.currentScale * scales.step ** steps);
  }

  /** Sizes only fit while there is room: a view that is not shown has none. */
  #fit(): void {
    if (this.#container.clientWidth > 0) this.#viewer.currentScaleValue = String(this.#zoom);
  }

  goToPage(page: number): void {
    if (page >= 1 && page <= this.#viewer.pagesCount) this.#viewer.currentPageNumber = page;
  }

  /** Shows the first of some boxes, and lets all flash that are on its page. */
  flash([first, ...rest]: Box[]): void {
    const page = first && this.#viewer.getPageView(first.page - 1)?.div;
    if (!(page instanceof HTMLElement) || first === undefined) return;
    const boxes = [first, ...rest.filter((each) => each.page === first.page)];
    this.#container.scrollTo({ top: placeOf(page, first) - this.#container.clientHeight / 3 });
    drawBoxes(page, boxes);
  }

  /** The point of a page that is at a place of the window; that in the middle of the view without one. */
  pointAt(at?: { clientX: number; clientY: number }): Point | undefined {
    const { left, top, width, height } = this.#container.getBoundingClientRect();
    return pointAt(at ?? { clientX: left + width / 2, clientY: top + height / 2 });
  }

  close(): void {
    this.#resizing.disconnect();
    void this.#task?.destroy().finally(() => this.#worker.destroy());
  }
}
