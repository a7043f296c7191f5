import { useState } from 'preact/hooks';
import { useAction } from '../../../../../../../shared/ui/hooks.ts';
import { ErrorNotice } from '../../../../../../../shared/ui/notice.tsx';

interface NameFormProps {
  label: string;
  first: string;
  button: string;
  /** What the button says meanwhile. */
  busy: string;
  work(name: string): Promise<void>;
}

/** Asks for a name, and does something with it. */
export function NameForm({ label, first, button, busy, work }: NameFormProps) {
  const [name, setName] = useState(first);
  const working = useAction(() => work(name.trim()));
  return (
    <form
      class="name-form"
      onSubmit={(event) => {
        event.preventDefault();
        void working.run();
      }}
    >
      <label>
        {label}
        <input required value={name} onInput={({ currentTarget }) => setName(currentTarget.value)} />
      </label>
      <button type="submit" disabled={working.busy}>
        {working.busy ? busy : button}
      </button>
      <ErrorNotice text={working.error} />
    </form>
  );
}
