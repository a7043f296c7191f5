import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** The lines of each page of a PDF, as a reader can select them. */
export async function pagesOf(pdf: Uint8Array): Promise<string[][]> {
  const task = getDocument({ data: new Uint8Array(pdf), verbosity: 0 });
  const document = await task.promise;
  const pages: string[][] = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const { items } = await (await document.getPage(number)).getTextContent();
    const text = items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join('');
    pages.push(text.split('\n'));
  }
  await task.destroy();
  return pages;
}

/** The lines of the first page of a PDF, and how many pages it has. */
export async function readPdf(pdf: Uint8Array): Promise<{ lines: string[]; pages: number }> {
  const pages = await pagesOf(pdf);
  return { lines: pages[0] ?? [], pages: pages.length };
}
