import { useEffect } from 'preact/hooks';
import { useAction } from '../../../../../../../shared/ui/hooks.ts';
import { ErrorNotice } from '../../../../../../../shared/ui/notice.tsx';
import { useStore } from '../../../../../../../shared/ui/store.ts';
import { askForOthers, type Other, othersStore } from '../../people.ts';
import type { ProjectView } from '../../project.ts';
import { Panel } from '../panel.tsx';
import { pathsOf } from '../parts/paths.ts';

interface PeopleProps {
  project: ProjectView;
  onGo(file: string, line: number): void;
}

/** Who else has the project open; a click leads to where they write. */
export function PeoplePanel({ project, onGo }: PeopleProps) {
  const others = useStore(othersStore);
  const asking = useAction(askForOthers);
  useEffect(() => void asking.run(), []);
  const paths = pathsOf(project.rootFolder[0]);
  return (
    <Panel title="People">
      {others.length === 0 && <p class="soft">Nobody else has the project open.</p>}
      <ul class="rows">
        {others.map((other) => (
          <li key={other.id}>
            <Person other={other} file={other.place && paths.get(other.place.document)?.path} onGo={onGo} />
          </li>
        ))}
      </ul>
      <ErrorNotice text={asking.error} />
    </Panel>
  );
}

function Person({
  other,
  file,
  onGo,
}: { other: Other; file: string | undefined } & Pick<PeopleProps, 'onGo'>) {
  const { name, colour, place } = other;
  const line = (place?.row ?? 0) + 1;
  return (
    <>
      <strong class="name" style={{ color: colour }}>
        ● {name}
      </strong>
      {file === undefined ? (
        <span class="soft">is here</span>
      ) : (
        <button type="button" onClick={() => onGo(file, line)}>
          {file}, line {line}
        </button>
      )}
    </>
  );
}
