import { capital } from '../capital.ts';
import { ConsolePage, showPage } from '../console-page.tsx';
import { useLoad } from '../hooks.ts';
import { ErrorNotice, Loading } from '../notice.tsx';
import { withCode } from '../with-code.tsx';
import { Compared } from './compared.tsx';
import { Listing } from './listing.tsx';
import { Migration } from './migration.tsx';
import { appName, readPair, serviceName } from './pair.ts';
import type { Pair, ShownFile } from './types.ts';

function Page() {
  const { value: pair, error, reload } = useLoad(location.pathname, readPair);
  return (
    <ConsolePage
      title={pair?.title ?? 'Both forms of a service'}
      lead={pair ? leadOf(pair) : 'Its entries, variants and migration.'}
    >
      <ErrorNotice text={error} retry={reload} />
      {!pair && !error && <Loading what="the service" />}
      {pair && <Service pair={pair} />}
    </ConsolePage>
  );
}

function Service({ pair: { apps, services, entry, others, migration } }: { pair: Pair }) {
  return (
    <>
      <nav aria-label="Applications" class="choices">
        {apps.map(({ name, title }) => (
          <a key={name} href={`/pair/${name}`} aria-current={name === appName ? 'true' : undefined}>
            {title}
          </a>
        ))}
      </nav>
      <nav aria-label="Services" class="choices">
        {services.map((each) => (
          <a
            key={each}
            href={`/pair/${appName}/${each}`}
            aria-current={each === serviceName ? 'page' : undefined}
          >
            {each}
          </a>
        ))}
      </nav>
      <section class="panel stack" aria-labelledby="entries">
        <h2 id="entries">{entry.base ? 'The two entries' : 'The entry'}</h2>
        <Shown shown={entry} />
        {entry.base && (
          <p class="muted">
            − and + mark lines that only one of the two files has, ~ lines that are nearly the same, with what
            differs in them.
          </p>
        )}
        <p>
          <a href={`/code/${appName}/${serviceName}/`}>All files of the service</a>
        </p>
      </section>
      {migration && <Migration migration={migration} />}
      {others.map((shown) => (
        <section key={shown.file.path} class="panel stack" aria-labelledby={shown.file.path}>
          <h2 id={shown.file.path}>{shown.file.path.split('/').slice(3).join('/')}</h2>
          <Shown shown={shown} />
        </section>
      ))}
    </>
  );
}

/** A file with the reason for it, beside the one that it is compared with. */
function Shown({ shown: { file, why, base, hasCounterpartsOnly } }: { shown: ShownFile }) {
  return (
    <>
      <p>{withCode(why)}</p>
      {base ? (
        <Compared from={base} to={file} hasCounterpartsOnly={hasCounterpartsOnly ?? false} />
      ) : (
        <Listing file={file} />
      )}
    </>
  );
}

const leadOf = ({ summary, waitsOnPurpose }: Pair): string =>
  [`${capital(summary)}.`, ...(waitsOnPurpose === undefined ? [] : [capital(waitsOnPurpose)])].join(' ');

showPage(<Page />);
