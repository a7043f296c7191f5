import { place } from './router.tsx';
import { type Store, useStore } from './store.ts';

/** The form in which an application was seen to answer; undefined before its first answer. */
export type ObservedForm = 'microservice' | 'serverless' | undefined;

const words = { microservice: 'Microservices', serverless: 'Serverless' } as const;

/**
 * In which form an application answers, with a link to the other one if the page names it (`<meta name="other-form">`): with
 * `samePage` to the same page there. `seenFrom` says what it was seen from.
 */
export function FormBadge({
  observed,
  seenFrom = 'As the last answer said',
  samePage = false,
}: {
  observed: Store<ObservedForm>;
  seenFrom?: string;
  samePage?: boolean;
}) {
  const form = useStore(observed);
  const here = useStore(place);
  const other = document
    .querySelector<HTMLMetaElement>('meta[name="other-form"]')
    ?.content.replace(/\/+$/, '');
  const otherWords =
    form === undefined ? 'the other form' : words[form === 'serverless' ? 'microservice' : 'serverless'];
  return (
    <p class={`form-badge ${form ?? ''}`}>
      <span class="form-now" title={seenFrom}>
        <span class="hidden">Answered by: </span>
        {form === undefined ? 'Waiting for an answer' : words[form]}
      </span>
      {other && (
        <a href={samePage ? other + here : `${other}/`}>
          {samePage && <span class="wide">Same page, </span>}
          {otherWords} <span aria-hidden="true">↗</span>
        </a>
      )}
    </p>
  );
}
