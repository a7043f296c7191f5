/** What TeX has made and needs again at the next run. */
const kept =
  /^output[.-]|\.aux$|^cache\/|\.(pdf|dpth|md5|pygtex|pygstyle)$|\.md\.tex$|-eps-converted-to\.pdf$|^_(minted-|markdown_)/;
/** What a run must not find of the last one. */
const alwaysRemoved = /^output\.(pdf|dvi|log|xdv|stdout|stderr|tex)$/;

/** Whether a file is of no use to the next compile. */
export const isExtraneous = (path: string, resources: ReadonlySet<string>): boolean =>
  !resources.has(path) && (alwaysRemoved.test(path) || !kept.test(path));
