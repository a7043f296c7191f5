import { useEffect, useState } from 'preact/hooks';
import { useStore } from '../../../../../shared/ui/store.ts';
import { cursorStore, editStore, openDocument } from './source/open-document.ts';
import { type Section, sectionsOf } from './source/sections.ts';

/** Milliseconds after a change before the outline is made anew. */
const delayMs = 300;

/** The sections of the document that is open. The one in which the cursor is has a mark. */
export function Outline({ onGo }: { onGo(line: number): void }) {
  const sections = useSections();
  const { line } = useStore(cursorStore);
  const current = sections.findLastIndex((section) => section.line <= line);
  const depths = depthsOf(sections);
  return (
    <nav class="outline" aria-label="Outline">
      <h2>Outline</h2>
      {sections.length === 0 && <p class="empty">There are no sections.</p>}
      <ol>
        {sections.map(({ title, line: at }, index) => (
          <li key={at}>
            <button
              type="button"
              class="entry"
              style={{ '--depth': depths[index] }}
              aria-current={index === current ? 'true' : undefined}
              title={title}
              onClick={() => onGo(at)}
            >
              {title}
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}

function useSections(): Section[] {
  const open = useStore(openDocument);
  const edits = useStore(editStore);
  const [sections, show] = useState<Section[]>([]);
  const read = () => show(open === undefined ? [] : sectionsOf(open.text().split('\n')));
  useEffect(read, [open]);
  useEffect(() => {
    const timer = setTimeout(read, delayMs);
    return () => clearTimeout(timer);
  }, [open, edits]);
  return sections;
}

/** How many sections each one is in. */
function depthsOf(sections: readonly Section[]): number[] {
  const around: number[] = [];
  return sections.map(({ level }) => {
    while ((around.at(-1) ?? -1) >= level) around.pop();
    around.push(level);
    return around.length - 1;
  });
}
