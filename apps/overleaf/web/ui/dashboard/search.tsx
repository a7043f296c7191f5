/** Finds projects by their titles. */
export const Search = ({ value, onFind }: { value: string; onFind(value: string): void }) => (
  <search class="search">
    <input
      type="search"
      aria-label="Search in the titles"
      placeholder="Search in the titles"
      value={value}
      onInput={({ currentTarget }) => onFind(currentTarget.value)}
    />
  </search>
);
