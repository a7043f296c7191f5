/** The types under which files may be shown; a page or script of a stranger is a text. */
const types: [RegExp, string][] = [
  [/\.(txt|log|blg|ilg|stdout|stderr|html?|js|css|svg|aux|toc|bbl|tex)$/i, 'text/plain; charset=utf-8'],
  [/\.pdf$/i, 'application/pdf'],
  [/\.png$/i, 'image/png'],
  [/\.jpe?g$/i, 'image/jpeg'],
  [/\.gif$/i, 'image/gif'],
  [/\.tiff?$/i, 'image/tiff'],
  [/\.csv$/i, 'text/csv; charset=utf-8'],
];

/** The media type of an output file. */
export const typeOf = (path: string): string =>
  types.find(([ending]) => ending.test(path))?.[1] ?? 'application/octet-stream';
