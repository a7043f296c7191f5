import { comparison, comparisonHead } from '../../ledger/comparison.ts';
import type { AppReport } from '../../ledger/report.ts';
import { capital } from '../capital.ts';
import { PlainTable } from '../plain-table.tsx';
import { withCode } from '../with-code.tsx';
import { Services } from './services.tsx';

/** The ledger of one application: its services, what is beside them, and the figures of the paper. */
export function Report({ report }: { report: AppReport }) {
  const { name, title, unchanged, beside, glue, reference } = report;
  return (
    <section class="panel stack" aria-labelledby={name}>
      <h2 id={name}>{title}</h2>
      <Services report={report} />
      {unchanged.length > 0 && (
        <p>
          The same process in both forms:{' '}
          {unchanged.map((service, index) => (
            <>
              {index > 0 && ', '}
              <a href={`/pair/${name}/${service}`}>{service}</a>
            </>
          ))}
          .
        </p>
      )}
      <details>
        <summary>Files outside these folders that only one form reaches</summary>
        <ul class="files">
          {[...beside.files, ...glue.files].map(({ path, onlyIn, lines }) => (
            <li key={path} class={onlyIn}>
              <code>{path}</code>{' '}
              <span>
                {onlyIn}, {Object.values(lines).reduce((sum, each) => sum + each, 0)} lines
              </span>
            </li>
          ))}
        </ul>
      </details>
      <h3>Beside the paper</h3>
      <PlainTable
        name={`${title} beside the paper`}
        head={comparisonHead.map(capital)}
        rows={comparison(report).map(([first = '', ...rest]) => [capital(first), ...rest])}
      />
      <p>{withCode(reference.why)}</p>
    </section>
  );
}
