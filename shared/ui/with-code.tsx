import type { ComponentChildren } from 'preact';

/** A text of Markdown, whose only marks are those of code. */
export const withCode = (text: string): ComponentChildren =>
  text.split('`').map((part, index) => (index % 2 === 1 ? <code key={part}>{part}</code> : part));
