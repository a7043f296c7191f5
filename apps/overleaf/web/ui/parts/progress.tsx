/** How far something is: a bar with words, which readers of the screen hear. */
export function Progress({ text, part }: { text: string; part: number | undefined }) {
  return (
    <p class="progress" role="status">
      <span>{text}</span>
      <progress aria-label={text} max={1} {...(part !== undefined && part < 1 && { value: part })} />
    </p>
  );
}
