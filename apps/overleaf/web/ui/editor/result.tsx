import type { Compiled, LogEntry } from './compile.ts';
import { inWordsOf } from './compile.ts';

interface ResultProps {
  compiled: Compiled | undefined;
  onGo(file: string, line: number): void;
}

/** The PDF, and what the compile says. The last PDF stays when a compile has made none. */
export function Result({ compiled, pdf, onGo }: ResultProps & { pdf: string | undefined }) {
  return (
    <section class="result" aria-label="PDF">
      {compiled !== undefined && <Log compiled={compiled} onGo={onGo} />}
      {pdf === undefined ? (
        <p class="empty">Compile to see the PDF.</p>
      ) : (
        <iframe title="The PDF" src={pdf} />
      )}
    </section>
  );
}

function Log({ compiled, onGo }: { compiled: Compiled; onGo: ResultProps['onGo'] }) {
  const { status, logEntries, timings, outputFiles } = compiled;
  const seconds = timings?.compileE2E === undefined ? '' : ` in ${(timings.compileE2E / 1000).toFixed(1)} s`;
  const raw = outputFiles.find(({ path }) => path === 'output.log');
  return (
    <div class="log">
      <p role="status">
        {inWordsOf(status)}
        {status === 'success' && seconds}. {raw && <a href={raw.url}>Log</a>}
      </p>
      {logEntries.length > 0 && (
        <details open={status !== 'success'}>
          <summary>
            Errors: {count(logEntries, 'error')}, warnings: {count(logEntries, 'warning')}
          </summary>
          <ul>
            {logEntries
              .filter(({ level }) => level !== 'typesetting')
              .map((entry) => (
                <li key={JSON.stringify(entry)} class={entry.level}>
                  <Message entry={entry} onGo={onGo} />
                </li>
              ))}
          </ul>
        </details>
      )}
    </div>
  );
}

const count = (entries: LogEntry[], level: LogEntry['level']): number =>
  entries.filter((entry) => entry.level === level).length;

function Message({ entry: { file, line, message }, onGo }: { entry: LogEntry; onGo: ResultProps['onGo'] }) {
  if (file === undefined || line === undefined) return <span>{message}</span>;
  return (
    <button type="button" class="entry" onClick={() => onGo(file, line)}>
      {file}, line {line}: {message}
    </button>
  );
}
