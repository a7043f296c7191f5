import { useState } from 'preact/hooks';
import { useLoad } from '../../../../../../shared/ui/hooks.ts';
import { ErrorNotice, Loading } from '../../../../../../shared/ui/notice.tsx';
import { useStore } from '../../../../../../shared/ui/store.ts';
import { send } from '../../parts/api.ts';
import { projectStore } from '../project.ts';
import { findDoc } from '../tree/find.ts';
import type { LogEntry, OutputFile } from './compile.ts';

interface MessagesProps {
  entries: readonly LogEntry[];
  /** The log as the compiler has written it. */
  raw: OutputFile | undefined;
  onGo(file: string, line: number): boolean;
}

const groups = { error: 'Errors', warning: 'Warnings', typesetting: 'Typesetting' } as const;

/** What the logs say, the worst first, and the log itself. */
export function Messages({ entries, raw, onGo }: MessagesProps) {
  return (
    <section class="messages" aria-label="Messages">
      {entries.length === 0 && <p class="empty">The logs say nothing.</p>}
      {(Object.keys(groups) as LogEntry['level'][]).map((level) => {
        const ofLevel = entries.filter((entry) => entry.level === level);
        return (
          ofLevel.length > 0 && (
            <section key={level} class={`log-group ${level}`}>
              <h2>
                {groups[level]} <span class="count">{ofLevel.length}</span>
              </h2>
              <ul>
                {ofLevel.map((entry) => (
                  <Message key={JSON.stringify(entry)} entry={entry} onGo={onGo} />
                ))}
              </ul>
            </section>
          )
        );
      })}
      {raw !== undefined && <RawLog key={raw.url} url={raw.url} />}
    </section>
  );
}

function Message({ entry, onGo }: { entry: LogEntry; onGo: MessagesProps['onGo'] }) {
  const { file, line, message, content } = entry;
  const root = useStore(projectStore)?.rootFolder[0];
  const isDocument = file !== undefined && root !== undefined && findDoc(root, file) !== undefined;
  const words = (
    <>
      {file !== undefined && (
        <span class="where">
          {file}
          {line !== undefined && `, line ${line}`}:{' '}
        </span>
      )}
      {message}
    </>
  );
  return (
    <li>
      {isDocument ? (
        <button type="button" class="entry" onClick={() => onGo(file, line ?? 1)}>
          {words}
        </button>
      ) : (
        <p>{words}</p>
      )}
      {content && <pre>{content}</pre>}
    </li>
  );
}

function RawLog({ url }: { url: string }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details class="raw-log" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>Raw log</summary>
      {isOpen && <LogText url={url} />}
    </details>
  );
}

function LogText({ url }: { url: string }) {
  const { value, error } = useLoad(url, async () => (await send('GET', url)).text());
  if (error !== undefined) return <ErrorNotice text={error} />;
  return value === undefined ? <Loading what="the log" /> : <pre>{value}</pre>;
}
