import { byDay, timeOf } from './days.ts';
import { authorColour, authorName, docsOf, type Update } from './updates.ts';

/** The chosen entries by their places in the list, the newest is 0; both belong to it. */
export interface Range {
  from: number;
  to: number;
}

interface ListProps {
  updates: Update[];
  range: Range;
  nameOf(doc: string): string;
  onChoose(range: Range): void;
}

/** The entries of the history by day. One is chosen, or all from one to another. */
export function List({ updates, range, nameOf, onChoose }: ListProps) {
  const entries = updates.map((update, index) => ({ update, index }));
  const extend = (index: number) =>
    onChoose({ from: Math.min(range.from, index), to: Math.max(range.to, index) });
  return (
    <>
      {byDay(entries, ({ update }) => update.meta.end_ts).map(({ day, items }) => (
        <section key={day} class="history-day">
          <h3>{day}</h3>
          <ol class="history-list">
            {items.map(({ update, index }) => {
              const isChosen = index >= range.from && index <= range.to;
              const time = timeOf(update.meta.end_ts);
              return (
                <li key={update.meta.end_ts} class={isChosen ? 'chosen' : ''}>
                  <button
                    type="button"
                    class="history-entry"
                    aria-pressed={isChosen}
                    onClick={({ shiftKey }) =>
                      shiftKey ? extend(index) : onChoose({ from: index, to: index })
                    }
                  >
                    <time dateTime={new Date(update.meta.end_ts).toISOString()}>{time}</time>
                    <span class="name">{docsOf([update]).map(nameOf).join(', ')}</span>
                    <Authors update={update} />
                  </button>
                  {!isChosen && (
                    <button
                      type="button"
                      class="extend"
                      aria-label={`Show all changes up to the ones of ${time}`}
                      title="Show all changes up to these"
                      onClick={() => extend(index)}
                    >
                      <span aria-hidden="true">⇕</span>
                    </button>
                  )}
                </li>
              );
            })}
          </ol>
        </section>
      ))}
    </>
  );
}

function Authors({ update }: { update: Update }) {
  return (
    <span class="authors">
      {update.meta.users.map((user) => (
        <span key={user?.id ?? ''} style={{ color: authorColour(user) }}>
          ● {authorName(user)}
        </span>
      ))}
    </span>
  );
}
