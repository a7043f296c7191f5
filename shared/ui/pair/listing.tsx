import { useMemo } from 'preact/hooks';
import { CodeLink, Line, linesOf, nameOf } from './line.tsx';
import type { File } from './types.ts';

/** A file that is compared with none. */
export function Listing({ file }: { file: File }) {
  const lines = useMemo(() => linesOf(file), [file]);
  return (
    <table class="code">
      <caption class="hidden">{nameOf(file)}</caption>
      <thead>
        <tr>
          <th scope="col">
            <CodeLink file={file} />
          </th>
        </tr>
      </thead>
      <tbody>
        {lines.texts.map((text, index) => (
          <tr key={`${index} ${text}`}>
            <Line side="left" lines={lines} index={index} kind="same" />
          </tr>
        ))}
      </tbody>
    </table>
  );
}
