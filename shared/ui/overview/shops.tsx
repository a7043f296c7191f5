import { type AppState, formNames, forms } from './state.ts';

/** The application itself in both forms, next to each other. */
export function Shops({ name, app }: { name: string; app: AppState }) {
  return (
    <div class="panes">
      {forms.map((form) => {
        const url = app[form]?.url;
        return (
          <section key={form} class={`pane ${form}`} aria-label={`${name}, ${formNames[form]}`}>
            <header>
              <h3>{formNames[form]}</h3>
              {url && (
                <a href={url} target="_blank" rel="noreferrer">
                  Open{' '}
                  <span class="hidden">
                    the {formNames[form]} form of {name}{' '}
                  </span>
                  <span class="mono">{url}</span> <span aria-hidden="true">↗</span>
                </a>
              )}
            </header>
            {url ? (
              <iframe src={url} title={`${name} as ${formNames[form]}`} loading="lazy" />
            ) : (
              <p class="muted">This form is not running.</p>
            )}
          </section>
        );
      })}
    </div>
  );
}
