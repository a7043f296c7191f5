import { ConsolePage, showPage } from '../console-page.tsx';
import { useLoad } from '../hooks.ts';
import { ErrorNotice, Loading } from '../notice.tsx';
import { Compared } from './compared.tsx';
import { Migration } from './migration.tsx';
import { appName, readPair } from './pair.ts';
import type { Pair } from './types.ts';

function Page() {
  const { value: pair, error, reload } = useLoad(location.pathname, readPair);
  return (
    <ConsolePage
      title={pair?.title ?? 'Both forms of a service'}
      lead="Its entries, variants and migration, with the lines that differ."
    >
      <ErrorNotice text={error} retry={reload} />
      {!pair && !error && <Loading what="the service" />}
      {pair && <Service pair={pair} />}
    </ConsolePage>
  );
}

function Service({ pair: { title, services, microservice, serverless, others, migration } }: { pair: Pair }) {
  const entry = serverless ?? microservice;
  return (
    <>
      <nav aria-label="Services" class="choices">
        {services.map((each) => (
          <a
            key={each}
            href={`/pair/${appName}/${each}`}
            aria-current={location.pathname.endsWith(`/${each}`) ? 'page' : undefined}
          >
            {each}
          </a>
        ))}
      </nav>
      <section class="panel stack" aria-labelledby="entries">
        <h2 id="entries">The two entries</h2>
        {microservice && serverless ? (
          <Compared from={microservice} to={serverless} />
        ) : (
          <p>This service is the same process in both forms.</p>
        )}
        <p>
          <a href={`/code/${appName}/${title.split(' ')[0]}/`}>All files of the service</a>
        </p>
      </section>
      {migration && <Migration migration={migration} />}
      {others.map((file) => (
        <section key={file.path} class="panel stack" aria-labelledby={file.path}>
          <h2 id={file.path}>{file.path.split('/').slice(3).join('/')}</h2>
          {entry && <Compared from={entry} to={file} />}
        </section>
      ))}
    </>
  );
}

showPage(<Page />);
