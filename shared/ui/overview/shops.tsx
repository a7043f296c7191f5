import { useState } from 'preact/hooks';
import { useCondition } from './forms-store.ts';
import { type AppState, type Form, formNames, forms } from './state.ts';

/** The application itself in both forms, next to each other; in a narrow window one of them, to be chosen. */
export function Shops({ name, title, app }: { name: string; title: string; app: AppState }) {
  const [chosen, choose] = useState<Form>(forms.find((form) => app[form]) ?? 'microservice');
  return (
    <>
      <div class="choice">
        {forms.map((form) => (
          <button
            key={form}
            type="button"
            class={`button small ${form}`}
            aria-pressed={form === chosen}
            onClick={() => choose(form)}
          >
            {formNames[form]}
          </button>
        ))}
      </div>
      <a class="skip" href={`#after-${name}`}>
        Skip the pages of {title}
      </a>
      <div class="panes">
        {forms.map((form) => (
          <Pane
            key={form}
            name={name}
            title={title}
            form={form}
            url={app[form]?.url}
            chosen={form === chosen}
          />
        ))}
      </div>
      <p id={`after-${name}`} tabIndex={-1} class="hidden">
        This was {title}.
      </p>
    </>
  );
}

interface PaneProps {
  name: string;
  title: string;
  form: Form;
  url: string | undefined;
  chosen: boolean;
}

function Pane({ name, title, form, url, chosen }: PaneProps) {
  const condition = useCondition(name, form) ?? 'running';
  return (
    <section class={`pane ${form} ${chosen ? 'chosen' : ''}`} aria-label={`${title}, ${formNames[form]}`}>
      <header>
        <h3>{formNames[form]}</h3>
        {url && condition === 'running' && (
          <a href={url} target="_blank" rel="noreferrer">
            Open{' '}
            <span class="hidden">
              the {formNames[form]} form of {title}{' '}
            </span>
            <span class="mono">{url}</span> <span aria-hidden="true">↗</span>
          </a>
        )}
      </header>
      {url && condition === 'running' ? (
        <iframe src={url} title={`${title} as ${formNames[form]}`} loading="lazy" />
      ) : (
        <p class="muted">
          This form is {url ? condition : 'not running'}.
          {condition === 'stopped' && ' Start it under “Applications and forms”.'}
        </p>
      )}
    </section>
  );
}
