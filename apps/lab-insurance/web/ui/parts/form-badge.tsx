import { place } from '../../../../../shared/ui/router.tsx';
import { useStore } from '../../../../../shared/ui/store.ts';
import { observedForm } from '../api.ts';

const words = { microservice: 'Microservices', serverless: 'Serverless' } as const;

/** The line above each page: in which form the portal answered last, with a link to the same page in the other one. */
export function TopBar() {
  const form = useStore(observedForm);
  const here = useStore(place);
  const other = document
    .querySelector<HTMLMetaElement>('meta[name="other-form"]')
    ?.content.replace(/\/+$/, '');
  return (
    <div class="top-bar">
      <p class={`form-badge ${form ?? ''}`}>
        <span class="form-now" title="As the last answer said">
          <span class="hidden">Answered by: </span>
          {form === undefined ? 'Waiting for an answer' : words[form]}
        </span>
        {other && (
          <a href={other + here}>
            <span class="wide">Same page, </span>
            {form === undefined
              ? 'the other form'
              : words[form === 'serverless' ? 'microservice' : 'serverless']}{' '}
            <span aria-hidden="true">↗</span>
          </a>
        )}
      </p>
    </div>
  );
}
