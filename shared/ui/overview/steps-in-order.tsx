import type { Picture } from './picture-types.ts';
import { inMs } from './state.ts';
import type { Visit } from './visits.ts';

/** The steps of a request in their order, as a list: the same as its picture shows. */
export function StepsInOrder({
  visits,
  picture,
  title,
}: {
  visits: Visit[];
  picture: Picture;
  title: string;
}) {
  const titleOf = (id: string) => picture.boxes.find((box) => box.id === id)?.title ?? id;
  return (
    <details class="in-order">
      <summary>
        The {visits.length} steps in their order<span class="hidden"> of {title}</span>
      </summary>
      <ol aria-label={`Steps of ${title}`}>
        {visits.map((visit, index) => (
          <li key={`${index} ${visit.box}`}>
            <strong>{titleOf(visit.box)}</strong> {causeOf(visit, titleOf)}
            <span class="muted">
              {inMs(visit.from)} after the beginning, for {inMs(visit.to - visit.from)}
              {visit.initMs !== undefined && `, after loading its code for ${inMs(visit.initMs)}`}
              {visit.stores.length > 0 && `; waits for ${visit.stores.map(titleOf).join(' or ')}`}
            </span>
          </li>
        ))}
      </ol>
    </details>
  );
}

function causeOf({ by, through, work }: Visit, titleOf: (id: string) => string): string {
  const what = work === undefined ? '' : `(${work}) `;
  if (by === undefined) return what;
  return through === undefined
    ? `${what}called by ${titleOf(by)}, `
    : `${what}by a message of ${titleOf(by)} through ${titleOf(through)}, `;
}
