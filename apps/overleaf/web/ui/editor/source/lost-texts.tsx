import { useAction } from '../../../../../../shared/ui/hooks.ts';
import { useStore } from '../../../../../../shared/ui/store.ts';
import { type LostText, lostStore } from './doc-sessions.ts';

/** Offers what was typed and could not be stored, so that nothing is dropped in silence. */
export function LostTexts() {
  const texts = useStore(lostStore);
  return (
    <>
      {texts.map((lost) => (
        <Lost key={lost.id} lost={lost} />
      ))}
    </>
  );
}

function Lost({ lost: { id, path, text } }: { lost: LostText }) {
  const copy = useAction(() => navigator.clipboard.writeText(text));
  return (
    <section class="bar lost-text" role="alert">
      <p>
        What was typed last in {path} could not be stored. The document is now as the site has it; this is the
        text as it was here.
      </p>
      <textarea readOnly rows={6} aria-label={`Text of ${path} as it was here`} value={text} />
      <p>
        <button type="button" onClick={() => void copy.run()}>
          Copy the text
        </button>{' '}
        <button
          type="button"
          onClick={() => lostStore.set((present) => present.filter((each) => each.id !== id))}
        >
          I do not need it any more
        </button>{' '}
        {copy.error}
      </p>
    </section>
  );
}
