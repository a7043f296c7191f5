import { useState } from 'preact/hooks';
import * as z from 'zod';
import { useAction } from '../../../../../../../shared/ui/hooks.ts';
import { ErrorNotice } from '../../../../../../../shared/ui/notice.tsx';
import { ask } from '../../../parts/api.ts';
import { type ProjectView, projectId } from '../../project.ts';
import { pathsOf } from '../parts/paths.ts';

const counted = z.object({
  texcount: z.object({
    textWords: z.number(),
    headWords: z.number(),
    outside: z.number(),
    headers: z.number(),
    elements: z.number(),
    mathInline: z.number(),
    mathDisplay: z.number(),
    errors: z.number(),
  }),
});
type Count = z.output<typeof counted>['texcount'];

const labels: [keyof Count, string][] = [
  ['textWords', 'Words in the text'],
  ['headWords', 'Words in headings'],
  ['outside', 'Words in captions and the like'],
  ['headers', 'Headings'],
  ['elements', 'Figures and tables'],
  ['mathInline', 'Formulas in lines'],
  ['mathDisplay', 'Formulas of their own'],
];

/** Counts the words of the main document and of those that it includes, as they were compiled last. */
export function CountWords({ project }: { project: ProjectView }) {
  const [count, show] = useState<Count>();
  const counting = useAction(async () => {
    show(undefined);
    const main = pathsOf(project.rootFolder[0]).get(project.rootDoc_id ?? '')?.path ?? 'main.tex';
    const path = `/project/${projectId}/wordcount?file=${encodeURIComponent(main)}`;
    const { texcount } = await ask(counted, 'GET', path);
    if (texcount.errors > 0 && texcount.textWords === 0)
      throw new Error('There is nothing to count: compile the project first');
    show(texcount);
  });
  return (
    <section>
      <h3>Words</h3>
      <button type="button" disabled={counting.busy} onClick={() => void counting.run()}>
        {counting.busy ? 'Counting…' : 'Count the words'}
      </button>
      <div role="status">
        {count !== undefined && (
          <dl class="counts">
            {labels.map(([key, label]) => (
              <div key={key}>
                <dt>{label}</dt>
                <dd>{count[key]}</dd>
              </div>
            ))}
          </dl>
        )}
      </div>
      <ErrorNotice text={counting.error} />
    </section>
  );
}
