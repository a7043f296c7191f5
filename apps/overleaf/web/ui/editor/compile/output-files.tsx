import { projectId } from '../project.ts';
import type { OutputFile } from './compile.ts';
import type { Compiling } from './compiling.ts';
import { useDismiss } from './use-dismiss.ts';

/** The PDF and the other files of a compile, as downloads. */
export function OutputFiles({ files, pdf }: { files: readonly OutputFile[]; pdf: Compiling['pdf'] }) {
  const menu = useDismiss();
  const others = files.filter(({ path }) => path !== 'output.pdf');
  return (
    <>
      {pdf !== undefined && (
        <a
          class="button"
          href={`/download/project/${projectId}/build/${pdf.build}/output/output.pdf?popupDownload=true`}
        >
          Download PDF
        </a>
      )}
      {others.length > 0 && (
        <details class="drop" ref={menu}>
          <summary>Other files</summary>
          <ul class="drop-menu">
            {others.map(({ path, url }) => (
              <li key={path}>
                <a href={url} download={path.split('/').at(-1)}>
                  {path}
                </a>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
