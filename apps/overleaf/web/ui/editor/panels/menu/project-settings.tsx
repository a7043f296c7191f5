import * as z from 'zod';
import { send } from '../../../parts/api.ts';
import { metaText } from '../../../parts/metas.ts';
import { type ProjectView, projectId } from '../../project.ts';
import { pathsOf } from '../parts/paths.ts';
import { Choice } from './choice.tsx';

const compilers = [
  ['pdflatex', 'pdfLaTeX'],
  ['latex', 'LaTeX'],
  ['xelatex', 'XeLaTeX'],
  ['lualatex', 'LuaLaTeX'],
] as const;

const languages = z
  .array(z.object({ code: z.string(), name: z.string() }))
  .parse(JSON.parse(metaText('ol-languages') || '[]'));

const set = (settings: object) => send('POST', `/project/${projectId}/settings`, settings);

/** How the project is compiled and in which language it is written, for all who work on it. */
export function ProjectSettings({ project }: { project: ProjectView }) {
  const { compiler, rootDoc_id, spellCheckLanguage, rootFolder } = project;
  const mains = [...pathsOf(rootFolder[0])]
    .map(([id, { path }]) => [id, path] as const)
    .filter(([id, path]) => id === rootDoc_id || /\.(tex|rtex|ltx)$/i.test(path));
  return (
    <section>
      <h3>Project</h3>
      <Choice
        label="Compiler"
        value={compiler}
        options={compilers}
        store={(chosen) => set({ compiler: chosen })}
      />
      <Choice
        label="Main document"
        value={rootDoc_id ?? ''}
        options={rootDoc_id ? mains : [['', 'None'], ...mains]}
        store={(rootDocId) => set({ rootDocId })}
      />
      <Choice
        label="Spell check"
        value={spellCheckLanguage}
        options={[['', 'Off'], ...languages.map(({ code, name }) => [code, name] as const)]}
        store={(chosen) => set({ spellCheckLanguage: chosen })}
      />
    </section>
  );
}
