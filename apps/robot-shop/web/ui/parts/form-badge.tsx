import { place } from '../../../../../shared/ui/router.tsx';
import { useStore } from '../../../../../shared/ui/store.ts';
import { observedForm } from '../requests.ts';

const words = { microservice: 'Microservices', serverless: 'Serverless' } as const;

/** In which form the shop was seen to run, with a link to the same page in the other one. */
export function FormBadge() {
  const form = useStore(observedForm);
  const here = useStore(place);
  const other = document
    .querySelector<HTMLMetaElement>('meta[name="other-form"]')
    ?.content.replace(/\/+$/, '');
  const otherWords =
    form === undefined ? 'the other form' : words[form === 'serverless' ? 'microservice' : 'serverless'];
  return (
    <p class={`form-badge ${form ?? ''}`}>
      <span class="form-now" title="Seen from the answers of the services, not declared">
        <span class="hidden">Answered by: </span>
        {form === undefined ? 'Waiting for an answer' : words[form]}
      </span>
      {other && (
        <a href={other + here}>
          <span class="wide">Same page, </span>
          {otherWords} <span aria-hidden="true">↗</span>
        </a>
      )}
    </p>
  );
}
