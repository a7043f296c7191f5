import { formNames, forms, type Part, type State } from './state.ts';

/** What runs behind the pages: the components that both forms share, and each form's own parts. */
export function Components({ state }: { state: State }) {
  return (
    <section class="panel stack" aria-labelledby="components">
      <h2 id="components">What is running</h2>
      <h3>Components, shared by both forms</h3>
      <dl class="addresses">
        {state.components.map(({ title, url }) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd class="mono">{url}</dd>
          </div>
        ))}
      </dl>
      {Object.entries(state.names).map(([app, { title, parts }]) => (
        <details key={app}>
          <summary>
            <h3>{title}</h3>
          </summary>
          <div class="lists">
            {forms.map(
              (form) =>
                parts[form] && (
                  <div key={form}>
                    <h4 class={form}>{formNames[form]}</h4>
                    {form === 'serverless' && (
                      <p class="muted">
                        OpenWhisk <span class="mono">{state.apps[app]?.serverless?.apihost}</span>
                      </p>
                    )}
                    <ul class="parts">
                      {parts[form].map((part) => (
                        <PartRow key={part.name} part={part} app={app} form={form} />
                      ))}
                    </ul>
                  </div>
                ),
            )}
          </div>
        </details>
      ))}
    </section>
  );
}

/** A process with its address or an action, and the ways to its code and its log. */
function PartRow({
  part: { name, service, kind, url },
  app,
  form,
}: {
  part: Part;
  app: string;
  form: string;
}) {
  return (
    <li>
      <strong>{name}</strong>
      <span class={kind === 'action' ? 'muted' : 'mono'}>
        {kind === 'action' ? 'action' : (url ?? 'process')}
      </span>
      <span class="ways">
        <a href={`/pair/${app}/${service}`}>
          both forms<span class="hidden"> of {name}</span>
        </a>{' '}
        <a href={`/code/${app}/${service}/`}>
          code<span class="hidden"> of {name}</span>
        </a>{' '}
        <a href={`/log/${app}/${form}/${name}`}>
          log<span class="hidden"> of {name}</span>
        </a>
      </span>
    </li>
  );
}
