import { useRef, useState } from 'preact/hooks';

interface SureProps {
  label: string;
  /** What the button is for, for readers of the screen, where the label alone does not say it. */
  about?: string;
  /** What is asked before it is done. */
  question: string;
  isBusy: boolean;
  onSure(): void;
}

/** A button that asks once more, because what it does is hard to take back. */
export function SureButton({ label, about = label, question, isBusy, onSure }: SureProps) {
  const [isAsking, ask] = useState(false);
  const hasAsked = useRef(false);
  const focusAgain = (button: HTMLButtonElement | null) => {
    if (button !== null && hasAsked.current) button.focus();
    if (button !== null) hasAsked.current = false;
  };
  const answer = (isSure: boolean) => {
    hasAsked.current = true;
    ask(false);
    if (isSure) onSure();
  };
  if (!isAsking)
    return (
      <button ref={focusAgain} type="button" aria-label={about} disabled={isBusy} onClick={() => ask(true)}>
        {label}
      </button>
    );
  return (
    <fieldset class="sure" aria-label={about}>
      <span>{question}</span>
      <button type="button" ref={focus} onClick={() => answer(true)}>
        {label}
      </button>
      <button type="button" onClick={() => answer(false)}>
        Cancel
      </button>
    </fieldset>
  );
}

const focus = (button: HTMLButtonElement | null): void => button?.focus();
