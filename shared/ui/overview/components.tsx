import type { AppState, State } from './state.ts';

/** What runs behind the pages: the components that both forms share, and each form's own parts. */
export function Components({ state }: { state: State }) {
  const components = Object.entries(state.components);
  return (
    <section class="panel stack" aria-labelledby="components">
      <h2 id="components">What is running</h2>
      <div class="lists">
        <List title="Components, shared by both forms" entries={components} />
        {Object.entries(state.apps).flatMap(([name, app]) => [
          <List key={`${name} m`} title={`${name}, microservices`} entries={services(app)} />,
          <List key={`${name} s`} title={`${name}, serverless`} entries={host(app)} />,
        ])}
      </div>
    </section>
  );
}

const services = (app: AppState) => Object.entries(app.microservice?.services ?? {});
const host = ({ serverless }: AppState): [string, string][] => [
  ...(serverless?.apihost === undefined ? [] : [['OpenWhisk', serverless.apihost] as [string, string]]),
  ...Object.entries(serverless?.services ?? {}),
];

function List({ title, entries }: { title: string; entries: [string, string][] }) {
  return (
    <div>
      <h3>{title}</h3>
      {entries.length === 0 && <p class="muted">none</p>}
      <dl>
        {entries.map(([name, url]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd class="mono">{url}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
