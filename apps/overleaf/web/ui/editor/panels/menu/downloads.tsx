import { useAction } from '../../../../../../../shared/ui/hooks.ts';
import { ErrorNotice } from '../../../../../../../shared/ui/notice.tsx';
import { send } from '../../../parts/api.ts';
import { projectId, projectStore } from '../../project.ts';

/** The source as an archive, and the last PDF. */
export function Downloads() {
  const pdf = useAction(async () => {
    const response = await send('GET', `/project/${projectId}/output/output.pdf?popupDownload=true`);
    save(await response.blob(), `${projectStore.get()?.name ?? 'output'}.pdf`);
  });
  return (
    <section>
      <h3>Download</h3>
      <div class="actions">
        <a class="button" href={`/project/${projectId}/download/zip`}>
          Source
        </a>
        <button type="button" disabled={pdf.busy} onClick={() => void pdf.run()}>
          {pdf.busy ? 'Loading the PDF…' : 'PDF'}
        </button>
      </div>
      <ErrorNotice text={pdf.error} />
    </section>
  );
}

/** Has the browser keep a file. */
function save(file: Blob, name: string): void {
  const href = URL.createObjectURL(file);
  Object.assign(document.createElement('a'), { href, download: name }).click();
  URL.revokeObjectURL(href);
}
