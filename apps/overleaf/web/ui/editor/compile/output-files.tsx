import { projectId } from '../project.ts';
import type { OutputFile } from './compile.ts';
import type { Compiling } from './compiling.ts';
import { useDismiss } from './use-dismiss.ts';

/** The PDF and the other files of a compile, as downloads. */
export function OutputFiles({ files, pdf }: { files: readonly OutputFile[]; pdf: Compiling['pdf'] }) {
  const menu = useDismiss();
  const others = files.filter(({ path }) => path !== 'output.pdf');
  if (pdf === undefined && others.length === 0) return null;
  return (
    <details class="drop" ref={menu}>
      <summary>Downloads</summary>
      <ul class="drop-menu">
        {pdf !== undefined && (
          <li>
            <a
              href={`/download/project/${projectId}/build/${pdf.build}/output/output.pdf?popupDownload=true`}
            >
              The PDF
            </a>
          </li>
        )}
        {others.map(({ path, url }) => (
          <li key={path}>
            <a href={url} download={path.split('/').at(-1)}>
              {path}
            </a>
          </li>
        ))}
      </ul>
    </details>
  );
}
