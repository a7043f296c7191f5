import type { Act } from './acts.ts';
import type { Project } from './data.ts';
import { Row } from './row.tsx';
import type { Order } from './views.ts';

interface TableProps {
  projects: Project[];
  chosen: ReadonlySet<string>;
  order: Order;
  onChoose(chosen: ReadonlySet<string>): void;
  onSort(order: Order): void;
  onAct(projects: Project[], act: Act): void;
  onRemove(projects: Project[]): void;
}

const columns = [
  ['title', 'Title'],
  ['owner', 'Owner'],
  ['lastUpdated', 'Last modified'],
] as const;

/** The projects that are shown, with boxes to select several of them. */
export function Table({ projects, chosen, order, onChoose, onSort, onAct, onRemove }: TableProps) {
  const hasAll = projects.every(({ id }) => chosen.has(id));
  const choose = (id: string, isChosen: boolean) => {
    const after = new Set(chosen);
    if (isChosen) after.add(id);
    else after.delete(id);
    onChoose(after);
  };
  return (
    <table class="projects">
      <thead>
        <tr>
          <th>
            <input
              type="checkbox"
              aria-label="Select all projects that are shown"
              checked={hasAll}
              ref={(box) => {
                if (box !== null) box.indeterminate = !hasAll && chosen.size > 0;
              }}
              onChange={() => onChoose(new Set(hasAll ? [] : projects.map(({ id }) => id)))}
            />
          </th>
          {columns.map(([by, name]) => (
            <th key={by} aria-sort={sortOf(by, order)}>
              <button type="button" class="sort" onClick={() => onSort(orderAfter(by, order))}>
                {name}
                <span aria-hidden="true">{signOf(by, order)}</span>
              </button>
            </th>
          ))}
          <th>Actions</th>
        </tr>
      </thead>
      <tbody>
        {projects.map((project) => (
          <Row
            key={project.id}
            project={project}
            isChosen={chosen.has(project.id)}
            onChoose={(isChosen) => choose(project.id, isChosen)}
            onAct={onAct}
            onRemove={onRemove}
          />
        ))}
      </tbody>
    </table>
  );
}

/** Another column begins with what people look for first: the newest, or the first letters. */
const orderAfter = (by: Order['by'], order: Order): Order =>
  by === order.by ? { by, isDescending: !order.isDescending } : { by, isDescending: by === 'lastUpdated' };

function sortOf(by: Order['by'], order: Order): 'ascending' | 'descending' | 'none' {
  if (by !== order.by) return 'none';
  return order.isDescending ? 'descending' : 'ascending';
}

const signs = { ascending: ' ↑', descending: ' ↓', none: '' };
const signOf = (by: Order['by'], order: Order): string => signs[sortOf(by, order)];
