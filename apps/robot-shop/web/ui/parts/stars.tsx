import { useRef, useState } from 'preact/hooks';
import type { Rating } from '../types.ts';

const scores = [1, 2, 3, 4, 5];

/** `4.2 from 5 votes`, or an invitation when nobody voted. */
export function RatingLine({ rating }: { rating: Rating }) {
  if (rating.rating_count === 0) return <p class="rating muted">No votes yet. Yours could be the first.</p>;
  return (
    <p class="rating">
      <span class="star-bar" aria-hidden="true" style={`--share: ${rating.avg_rating / 5}`} />
      <span>
        <strong>{rating.avg_rating.toFixed(1)}</strong> from {rating.rating_count}{' '}
        {rating.rating_count === 1 ? 'vote' : 'votes'}
      </span>
    </p>
  );
}

/**
 * Five stars to vote with. They work like radio buttons, but an arrow key only moves on: it takes Enter, the space
 * bar or a click to vote, because a vote cannot be taken back.
 */
export function RateStars({ vote, busy }: { vote: (score: number) => void; busy: boolean }) {
  const [lit, light] = useState(0);
  const [chosen, choose] = useState(0);
  const group = useRef<HTMLDivElement>(null);

  const move = (event: KeyboardEvent, score: number) => {
    const step = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    group.current?.querySelectorAll('button')[(score - 1 + step + 5) % 5]?.focus();
  };

  return (
    <div ref={group} class="stars" role="radiogroup" aria-label="Your vote" onMouseLeave={() => light(0)}>
      {scores.map((score) => (
        // biome-ignore lint/a11y/useSemanticElements: a radio input would vote on every arrow key
        <button
          key={score}
          type="button"
          role="radio"
          aria-checked={chosen === score}
          aria-label={score === 1 ? '1 star' : `${score} stars`}
          aria-disabled={busy}
          tabIndex={(chosen || 1) === score ? 0 : -1}
          class={score <= (lit || chosen) ? 'lit' : ''}
          onMouseEnter={() => light(score)}
          onFocus={() => light(score)}
          onBlur={() => light(0)}
          onKeyDown={(event) => move(event, score)}
          onClick={() => {
            if (busy) return;
            choose(score);
            vote(score);
          }}
        >
          ★
        </button>
      ))}
    </div>
  );
}
