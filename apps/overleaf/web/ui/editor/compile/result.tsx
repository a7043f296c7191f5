import { useEffect, useState } from 'preact/hooks';
import { ErrorNotice } from '../../../../../../shared/ui/notice.tsx';
import { useStore } from '../../../../../../shared/ui/store.ts';
import { useMainPane } from '../panes.tsx';
import { PdfPane } from '../pdf/pdf-pane.tsx';
import type { CodePlace } from '../pdf/sync.ts';
import { cursorStore, openDocument } from '../source/open-document.ts';
import type { LogEntry } from './compile.ts';
import { compileStore } from './compiling.ts';
import { Messages } from './messages.tsx';
import { OutputFiles } from './output-files.tsx';
import { inWordsOf, whyNoPdf } from './status.ts';
import { Times } from './times.tsx';

/** The PDF, and what the compile says. The last PDF stays when a compile has made none. */
export function Result({ onGo }: { onGo(file: string, line: number): boolean }) {
  const compiling = useStore(compileStore);
  const { last, pdf, tookMs, error, busy } = compiling;
  const isMain = useMainPane() === 'pdf';
  const [hasMessages, showMessages] = useState(false);
  useEffect(() => {
    if (last !== undefined) showMessages(last.status === 'failure');
  }, [last]);
  return (
    <section class="result" aria-label="PDF" {...(isMain && { role: 'main' })}>
      <div class="result-bar">
        <p role="status">{busy ? 'Compiling…' : last && inWordsOf(last, tookMs)}</p>
        {last !== undefined && tookMs !== undefined && <Times tookMs={tookMs} compiled={last} />}
        {last !== undefined && (
          <button
            type="button"
            aria-expanded={hasMessages}
            onClick={() => showMessages((isShown) => !isShown)}
          >
            Messages: {counts(last.logEntries)}
          </button>
        )}
        <OutputFiles files={last?.outputFiles ?? []} pdf={pdf} />
      </div>
      <ErrorNotice text={error} />
      {last !== undefined && hasMessages && (
        <Messages
          entries={last.logEntries}
          raw={last.outputFiles.find(({ path }) => path === 'output.log')}
          onGo={onGo}
        />
      )}
      {pdf === undefined ? (
        <p class="empty">{whyNoPdf(compiling)}</p>
      ) : (
        <PdfPane url={pdf.url} build={pdf.build} cursor={cursor} onGo={onGo} />
      )}
    </section>
  );
}

function cursor(): CodePlace | undefined {
  const open = openDocument.get();
  return open && { file: open.path, ...cursorStore.get() };
}

/** How many messages of each kind there are, without those about typesetting, which are many and seldom matter. */
function counts(entries: readonly LogEntry[]): string {
  const of = (level: LogEntry['level']) => entries.filter((entry) => entry.level === level).length;
  return `${inNumbers(of('error'), 'error')}, ${inNumbers(of('warning'), 'warning')}`;
}

const inNumbers = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;
