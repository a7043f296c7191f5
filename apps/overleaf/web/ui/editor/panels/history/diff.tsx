import { useEffect, useRef } from 'preact/hooks';
import { dayOf, timeOf } from './days.ts';
import { authorColour, authorName, type Part } from './updates.ts';

/** A text with what was inserted and deleted, in the colours of those who did it. */
export function Diff({ parts }: { parts: Part[] }) {
  const place = useRef<HTMLElement>(null);
  const changes = parts.flatMap((part) => ('meta' in part ? [part.meta.user] : []));
  const authors = [...new Map(changes.map((user) => [user?.id, user])).values()];
  useEffect(() => {
    const first = place.current?.querySelector<HTMLElement>('ins, del');
    if (first) place.current?.scrollTo({ top: first.offsetTop - place.current.clientHeight / 3 });
  }, [parts]);
  return (
    <>
      <p class="authors">
        {changes.length === 0 && 'These changes have left the text as it was.'}
        {authors.map((author) => (
          <span key={author?.id ?? ''} style={{ color: authorColour(author) }}>
            ● {authorName(author)}
          </span>
        ))}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be reached with the keyboard */}
      <section class="diff" ref={place} tabIndex={0} aria-label="The text with the changes">
        {parts.map((part, index) => (
          <Piece key={index} part={part} />
        ))}
      </section>
    </>
  );
}

function Piece({ part }: { part: Part }) {
  if ('u' in part) return <>{part.u}</>;
  const { user, end_ts } = part.meta;
  const about = `${authorName(user)}, ${dayOf(end_ts)}, ${timeOf(end_ts)}`;
  const style = { '--author': authorColour(user) };
  return 'i' in part ? (
    <ins style={style} title={`Inserted by ${about}`}>
      {part.i}
    </ins>
  ) : (
    <del style={style} title={`Deleted by ${about}`}>
      {part.d}
    </del>
  );
}
