/** A command that an editor offers. */
export interface Snippet {
  caption: string;
  /** The text to insert, with the places to fill in. */
  snippet: string;
  meta: string;
  score: number;
}

/** The arguments of the commands of well-known packages: `{}` for each, `[]` for an optional one. */
const commands: Record<string, Record<string, string>> = {
  algorithm2e: { KwData: '{}', KwResult: '{}', If: '{}{}', While: '{}{}', For: '{}{}' },
  amsfonts: { mathbb: '{}', mathfrak: '{}' },
  amsmath: { text: '{}', eqref: '{}', dfrac: '{}{}', tfrac: '{}{}', binom: '{}{}', operatorname: '{}' },
  amssymb: { mathbb: '{}', mathfrak: '{}' },
  amsthm: { newtheorem: '{}{}', theoremstyle: '{}', qedhere: '' },
  babel: { selectlanguage: '{}', foreignlanguage: '{}{}' },
  biblatex: { addbibresource: '{}', printbibliography: '', autocite: '{}', textcite: '{}', parencite: '{}' },
  booktabs: { toprule: '', midrule: '', bottomrule: '', cmidrule: '{}' },
  caption: { captionsetup: '{}', captionof: '{}{}' },
  cleveref: { cref: '{}', Cref: '{}', crefrange: '{}{}' },
  color: { color: '{}', textcolor: '{}{}', colorbox: '{}{}', definecolor: '{}{}{}' },
  csquotes: { enquote: '{}', textquote: '{}' },
  enumitem: { setlist: '{}', newlist: '{}{}{}' },
  fontenc: {},
  geometry: { geometry: '{}', newgeometry: '{}', restoregeometry: '' },
  glossaries: { gls: '{}', glspl: '{}', newglossaryentry: '{}{}', newacronym: '{}{}{}', printglossaries: '' },
  graphicx: {
    includegraphics: '[]{}',
    graphicspath: '{}',
    rotatebox: '{}{}',
    scalebox: '{}{}',
    resizebox: '{}{}{}',
  },
  hyperref: {
    href: '{}{}',
    url: '{}',
    autoref: '{}',
    nameref: '{}',
    hypersetup: '{}',
    texorpdfstring: '{}{}',
  },
  inputenc: { inputencoding: '{}' },
  listings: { lstinputlisting: '{}', lstset: '{}', lstinline: '{}' },
  longtable: { endhead: '', endfoot: '', endfirsthead: '' },
  microtype: { microtypesetup: '{}' },
  minted: { mint: '{}{}', mintinline: '{}{}', inputminted: '{}{}' },
  multirow: { multirow: '{}{}{}' },
  natbib: { citet: '{}', citep: '{}', citeauthor: '{}', citeyear: '{}' },
  pgfplots: { addplot: '', pgfplotsset: '{}' },
  setspace: { onehalfspacing: '', doublespacing: '', singlespacing: '' },
  siunitx: { num: '{}', SI: '{}{}', si: '{}', qty: '{}{}', unit: '{}' },
  subcaption: { subcaption: '{}', subref: '{}' },
  tikz: { draw: '', node: '', tikzset: '{}', usetikzlibrary: '{}' },
  todonotes: { todo: '{}', listoftodos: '', missingfigure: '{}' },
  url: { url: '{}', urlstyle: '{}' },
  xcolor: { textcolor: '{}{}', colorbox: '{}{}', definecolor: '{}{}{}', color: '{}' },
};

/** The commands of a package; undefined for one that is not known here. */
export function snippetsOf(name: string): Snippet[] | undefined {
  const known = Object.hasOwn(commands, name) ? commands[name] : undefined;
  return known && Object.entries(known).map(([command, shape]) => snippetOf(name, command, shape));
}

function snippetOf(name: string, command: string, shape: string): Snippet {
  let place = 0;
  const snippet = `\\${command}${shape.replace(/[[{]/g, (open) => `${open}$${++place}`)}`;
  return { caption: `\\${command}${shape}`, snippet, meta: `${name}-cmd`, score: 1 };
}
