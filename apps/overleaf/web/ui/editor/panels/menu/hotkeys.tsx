const hotkeys = [
  ['Ctrl+Enter or Ctrl+S', 'Compile'],
  ['Ctrl+F', 'Find and replace'],
  ['Ctrl+Alt+G', 'Go to a line'],
  ['Ctrl+Z', 'Undo'],
  ['Ctrl+Y', 'Redo'],
  ['Ctrl+/', 'Comment lines out or in'],
  ['Ctrl+D', 'Select the next one like this'],
  ['Ctrl+Space', 'Suggest commands'],
  ['Alt+↑ and Alt+↓', 'Move lines'],
  ['Shift+Ctrl+K', 'Delete lines'],
  ['Ctrl+Alt+M', 'Comment on what is selected'],
  ['Tab and Shift+Tab', 'Indent more or less'],
  ['Escape', 'Close a panel'],
] as const;

/** The keys that do something in the editor; on a Mac, Cmd stands for Ctrl. */
export function Hotkeys() {
  return (
    <details>
      <summary>Hotkeys</summary>
      <dl class="counts">
        {hotkeys.map(([key, what]) => (
          <div key={key}>
            <dt>{what}</dt>
            <dd>
              <kbd>{key}</kbd>
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
