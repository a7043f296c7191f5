import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** The lines of the first page of a PDF, as a reader can select them, and how many pages it has. */
export async function readPdf(pdf: Uint8Array): Promise<{ lines: string[]; pages: number }> {
  const task = getDocument({ data: new Uint8Array(pdf), verbosity: 0 });
  const document = await task.promise;
  const { items } = await (await document.getPage(1)).getTextContent();
  const text = items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join('');
  const pages = document.numPages;
  await task.destroy();
  return { lines: text.split('\n'), pages };
}
