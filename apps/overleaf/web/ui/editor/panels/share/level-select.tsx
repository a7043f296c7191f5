import { type Level, levelWords } from './access.ts';

interface LevelSelectProps {
  /** What is chosen, for readers of the screen. */
  about: string;
  level: Level;
  onChoose(level: Level): void;
}

const levels: Level[] = ['readAndWrite', 'readOnly'];

/** Chooses what somebody can do. */
export function LevelSelect({ about, level, onChoose }: LevelSelectProps) {
  return (
    <select
      aria-label={about}
      value={level}
      onChange={({ currentTarget }) => {
        const chosen = levels.find((each) => each === currentTarget.value);
        if (chosen !== undefined) onChoose(chosen);
      }}
    >
      {levels.map((each) => (
        <option key={each} value={each}>
          {levelWords[each]}
        </option>
      ))}
    </select>
  );
}
