import { useState } from 'preact/hooks';
import { useLoad } from '../../../../../../shared/ui/hooks.ts';
import { ErrorNotice, Loading } from '../../../../../../shared/ui/notice.tsx';
import { send } from '../../parts/api.ts';
import type { LogEntry, OutputFile } from './compile.ts';

interface MessagesProps {
  entries: readonly LogEntry[];
  /** The log as the compiler has written it. */
  raw: OutputFile | undefined;
  onGo(file: string, line: number): void;
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
  const place = line === undefined ? file : `${file}, line ${line}`;
  return (
    <li>
      {file === undefined ? (
        <p>{message}</p>
      ) : (
        <button type="button" class="entry" onClick={() => onGo(file, line ?? 1)}>
          <span class="where">{place}: </span>
          {message}
        </button>
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
