import { capital } from '../capital.ts';

/** Says of services that let time pass on purpose that they do, so that nobody takes it for a cost of a form. */
export function Waits({ sentences }: { sentences: readonly (string | undefined)[] }) {
  const known = sentences.filter((each) => each !== undefined);
  return known.map((each) => (
    <p key={each} class="muted">
      {capital(each)}
    </p>
  ));
}
