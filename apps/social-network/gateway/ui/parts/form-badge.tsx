import { useStore } from '../../../../../shared/ui/store.ts';
import { observedForm } from '../api.ts';

const words = { microservice: 'Microservices', serverless: 'Serverless' } as const;

/** In which form the network answered last, with a link to the other one. */
export function FormBadge() {
  const form = useStore(observedForm);
  const other = document.querySelector<HTMLMetaElement>('meta[name="other-form"]')?.content;
  return (
    <p class={`form-badge ${form ?? ''}`}>
      <span class="form-now" title="As the last answer said">
        <span class="hidden">Answered by: </span>
        {form === undefined ? 'Waiting for an answer' : words[form]}
      </span>
      {other && (
        <a href={other}>
          {form === undefined
            ? 'the other form'
            : words[form === 'serverless' ? 'microservice' : 'serverless']}{' '}
          <span aria-hidden="true">↗</span>
        </a>
      )}
    </p>
  );
}
