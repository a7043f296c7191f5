import { ask } from '../ask.ts';
import { ConsolePage, showPage } from '../console-page.tsx';
import { useLoad } from '../hooks.ts';
import { ErrorNotice, Loading } from '../notice.tsx';
import { Listing } from '../pair/listing.tsx';
import type { Source } from './types.ts';

/** The name of the application, from the path `/code/APP/SERVICE/...`. */
const [, , appName = '', serviceName = ''] = location.pathname.split('/');

/** The files of a service: a folder, or one file. */
function Page() {
  const path = location.pathname.replace('/code/', '/contents/');
  const { value: source, error, reload } = useLoad(path, (signal) => ask<Source>(path, { signal }));
  return (
    <ConsolePage
      title={
        source ? `${source.path}${source.entries ? '/' : ''} of ${source.title}` : 'The files of a service'
      }
      lead={
        <>
          {source && <Folders path={source.path} />}{' '}
          <a href={`/pair/${appName}/${serviceName}`}>Both forms of {serviceName} beside each other</a>
        </>
      }
    >
      <ErrorNotice text={error} retry={reload} />
      {!source && !error && <Loading what="the files" />}
      {source?.entries && <Entries path={source.path} entries={source.entries} />}
      {source?.text !== undefined && (
        <section class="panel" aria-label={source.path}>
          <Listing file={{ path: `apps/${appName}/${source.path}`, text: source.text }} />
        </section>
      )}
    </ConsolePage>
  );
}

/** The ways up from a path. */
function Folders({ path }: { path: string }) {
  const above = path.split('/').slice(0, -1);
  if (above.length === 0) return null;
  return (
    <>
      In{' '}
      {above.map((name, index) => (
        <a key={name} href={`/code/${appName}/${above.slice(0, index + 1).join('/')}/`}>
          {name}/
        </a>
      ))}
      .
    </>
  );
}

function Entries({ path, entries }: { path: string; entries: string[] }) {
  return (
    <section class="panel" aria-label={`The files of ${path}`}>
      <ul>
        {entries.map((name) => (
          <li key={name}>
            <a href={`/code/${appName}/${path}/${name}`}>{name}</a>
          </li>
        ))}
      </ul>
    </section>
  );
}

showPage(<Page />);
