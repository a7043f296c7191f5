import { ConsolePage, showPage } from '../console-page.tsx';
import { ErrorNotice } from '../notice.tsx';
import { Applications } from './applications.tsx';
import { type AppName, appName, useLedgers } from './ledgers.ts';
import { Lessons } from './lessons.tsx';
import { Report } from './report.tsx';

function Page() {
  const { names, of, reports, error, reload } = useLedgers();
  const title = names?.find(({ name }) => name === appName)?.title;
  const isDone = names !== undefined && reports.length === of;
  return (
    <ConsolePage
      title={title === undefined ? 'The ledger' : `The ledger of ${title}`}
      lead={
        <>
          Lines of code that the two forms share, and those that only one of them has: what{' '}
          <code>npm run ledger</code> counts.
        </>
      }
    >
      {names && <Choices names={names} />}
      <ErrorNotice text={error} retry={reload} />
      <div role="status">
        {!isDone && !error && (
          <>
            <p>
              Counting lines: {reports.length} of {of || '…'} applications
            </p>
            <progress aria-label="applications counted" value={reports.length} max={of || 1} />
          </>
        )}
      </div>
      {isDone && <Downloads />}
      {isDone && appName === undefined && <Applications reports={reports} />}
      {reports.map((report) => (
        <Report key={report.name} report={report} />
      ))}
      {isDone && <Lessons />}
    </ConsolePage>
  );
}

/** The ways to the ledgers of single applications. */
function Choices({ names }: { names: AppName[] }) {
  return (
    <nav aria-label="Applications" class="choices">
      {[undefined, ...names].map((each) => (
        <a
          key={each?.name ?? ''}
          href={each === undefined ? '/ledger' : `/ledger/${each.name}`}
          aria-current={each?.name === appName ? 'page' : undefined}
        >
          {each?.title ?? 'All applications'}
        </a>
      ))}
    </nav>
  );
}

const downloads = { json: 'JSON', csv: 'CSV', md: 'Markdown' };

function Downloads() {
  return (
    <p class="choices">
      Download as{' '}
      {Object.entries(downloads).map(([end, name]) => (
        <a
          key={end}
          href={`/ledger${appName === undefined ? '' : `/${appName}`}.${end}`}
          download={`${appName === undefined ? 'ledger' : `ledger-${appName}`}.${end}`}
        >
          {name}
        </a>
      ))}
    </p>
  );
}

showPage(<Page />);
