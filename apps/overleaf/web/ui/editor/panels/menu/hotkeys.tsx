const hotkeys = [
  ['Ctrl+Enter or Ctrl+S', 'Compile'],
  ['Ctrl+F', 'Find and replace'],
  ['Ctrl+L', 'Go to a line'],
  ['Ctrl+Z', 'Undo'],
  ['Ctrl+Y', 'Redo'],
  ['Ctrl+/', 'Comment lines out or in'],
  ['Ctrl+B and Ctrl+I', 'Bold, italic'],
  ['Ctrl+Space', 'Suggest commands'],
  ['Alt+↑ and Alt+↓', 'Move lines'],
  ['Ctrl+Alt+M', 'Comment on what is selected'],
  ['Ctrl+D', 'Delete lines'],
  ['Tab and Shift+Tab', 'Indent more or less'],
  ['Escape, then Tab', 'Leave the source'],
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
