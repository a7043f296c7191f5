import { lessons, meanings } from '../../ledger/lessons.ts';

/** What the columns of the lessons count, and the two rules of the changed share. */
export function Lessons() {
  return (
    <section class="panel stack" aria-labelledby="lessons">
      <h2 id="lessons">How this is counted</h2>
      <p>
        All lines of a file that only one form reaches are different. A share is the lines that only one form
        has, in per cent of the lines of the microservice form in the services’ own folders. By the rule of
        the paper the lines in these folders count; with the glue also those beside them and in{' '}
        <code>shared/</code>, once for the application.
      </p>
      <p>
        In the columns of the lessons, −2 +5 means two lines that only the microservice form has, and five
        that only the serverless form has. Migration is the commit that has made the second form: the lines
        that it has removed and added in the application, those that both forms use now among them.
      </p>
      <dl class="lessons">
        {lessons.map((lesson) => (
          <div key={lesson}>
            <dt>{lesson}</dt>
            <dd>{meanings[lesson]}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
