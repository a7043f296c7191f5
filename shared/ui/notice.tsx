/** An error in words, with a button to try again where that makes sense. */
export function ErrorNotice({ text, retry }: { text: string | undefined; retry?: () => void }) {
  if (text === undefined) return null;
  return (
    <div class="notice error" role="alert">
      <p>{text}</p>
      {retry && (
        <button type="button" class="button small" onClick={retry}>
          Try again
        </button>
      )}
    </div>
  );
}

/** What a person should know, and what helps: a notice for each sentence. */
export function Hints({ texts }: { texts: readonly string[] | undefined }) {
  return texts?.map((text) => (
    <p key={text} class="notice hint">
      {text}
    </p>
  ));
}

/** Stands in for something that is being loaded. */
export function Loading({ what }: { what: string }) {
  return (
    <p class="loading" role="status">
      <span class="dots" aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
      Loading {what}…
    </p>
  );
}
