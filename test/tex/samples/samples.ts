import { spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ProjectFiles } from '#test/overleaf/compiling';
import { drawing, photo, points } from './figures.ts';

/** A project that compiles. Its folder here has its files. */
export interface Sample {
  folder: string;
  /** pdflatex without it. */
  compiler?: 'xelatex' | 'lualatex' | 'latex';
  /** What the PDF says, in this order. */
  says: string[];
  /** Files that are not in the folder because they are no texts. */
  binaries?: () => ProjectFiles;
}

/** The samples, each for a part of TeX that it needs. */
export const samples: readonly Sample[] = [
  { folder: 'article', says: ['Contents', '1 Beginning', 'Equation (1) is on page 1.', 'after section 1'] },
  { folder: 'beamer', says: ['A talk', 'first step', 'first step', 'second step'] },
  { folder: 'bibtex', says: ['As [1] says.', 'References', 'The TEXbook'] },
  { folder: 'biber', says: ['Knuth (1984) and Gößner (2019) say.', 'References', 'Journal of Names'] },
  { folder: 'makeindex', says: ['More bees', 'Index', 'bee, 1, 2', 'black, 1'] },
  { folder: 'glossary', says: ['Glossary', 'action', 'a function of a platform', 'kernel'] },
  {
    folder: 'figures',
    says: ['A picture of points', 'A photograph', 'A drawing', 'drawn elsewhere'],
    binaries: () => ({
      'pictures/points.png': points(),
      'pictures/photo.jpg': photo,
      'pictures/drawing.pdf': drawing(),
    }),
  },
  { folder: 'eps', compiler: 'latex', says: ['A square'] },
  { folder: 'folders', says: ['in the style of the house', 'a row of the table', 'a space in its name'] },
  { folder: 'tikz', says: ['web', 'clsi', 'asks'] },
  { folder: 'xelatex', compiler: 'xelatex', says: ['Žluťoučký kůň'] },
  { folder: 'lualatex', compiler: 'lualatex', says: ['Žluťoučký kůň', 'The sum of ten numbers is 55.'] },
  {
    folder: 'local-class',
    compiler: 'xelatex',
    says: ['Company: Robots and Sons', 'A letter in a font of its own.'],
    binaries: () => ({ 'fonts/local.otf': fontOf('lmroman10-italic.otf') }),
  },
  { folder: 'dvi', compiler: 'latex', says: ['This comes from a DVI.'] },
  { folder: 'latexmkrc', says: ['The version is 1.2.3.'] },
];

/** The files of a sample. */
export function filesOf({ folder, binaries }: Sample): ProjectFiles {
  const root = join(import.meta.dirname, folder);
  const texts = globSync('**/*', { cwd: root, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const named = texts.map((path) => [path.slice(root.length + 1), readFileSync(path)]);
  return { ...Object.fromEntries(named), ...binaries?.() };
}

/** A font of TeX Live. */
function fontOf(name: string): Buffer {
  const { stdout } = spawnSync('kpsewhich', [name], { encoding: 'utf8' });
  return readFileSync(stdout.trim());
}
