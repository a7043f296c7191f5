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
