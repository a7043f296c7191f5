import type { ComponentChildren, TargetedMouseEvent } from 'preact';
import { useState } from 'preact/hooks';
import { Icon, type IconName } from '../../parts/icon.tsx';
import { NameForm } from '../../parts/name-form.tsx';
import { pictureType } from './content.ts';
import { drag } from './drag.ts';
import type { Entry } from './find.ts';
import { Menu, type MenuItem } from './menu.tsx';

interface RowProps {
  item: Entry;
  mayWrite: boolean;
  isShown: boolean;
  isChosen: boolean;
  /** Whether it is unfolded; undefined for what cannot be. */
  isOpen?: boolean;
  /** What can be done with it beside renaming and deleting. */
  items: MenuItem[];
  onOpen(): void;
  onRename(name: string): void;
  onRemove(): void;
  children?: ComponentChildren;
}

function pictureOf({ type, entry: { name } }: Entry): IconName {
  if (type !== 'file') return type === 'doc' ? 'document' : 'folder';
  return pictureType(name) === undefined ? 'file' : 'picture';
}

/** An entry of the tree: a button with a menu, which the keys for menus, F2 and Delete reach too. */
export function Row(props: RowProps) {
  const { item, mayWrite, isShown, isChosen, isOpen, items, onOpen, onRename, onRemove } = props;
  const { name, _id: id } = item.entry;
  const [menuAt, openMenu] = useState<{ x: number; y: number }>();
  const [isRenaming, setRenaming] = useState(false);
  const all = [
    ...items,
    ...(mayWrite
      ? [
          { name: 'Rename', act: () => setRenaming(true) },
          { name: 'Delete', act: onRemove },
        ]
      : []),
  ];
  const showMenu = (event: TargetedMouseEvent<HTMLElement>) => {
    event.preventDefault();
    event.stopPropagation();
    const { left, bottom } = event.currentTarget.getBoundingClientRect();
    // The keyboard names no place.
    openMenu(event.clientX > 0 ? { x: event.clientX, y: event.clientY } : { x: left, y: bottom });
  };
  const onKey = (event: KeyboardEvent) => {
    if (!mayWrite || !['F2', 'Delete'].includes(event.key)) return;
    event.preventDefault();
    if (event.key === 'F2') setRenaming(true);
    else onRemove();
  };
  if (isRenaming)
    return (
      <NameForm
        label={`New name of ${name}`}
        value={name}
        unmarked={item.type === 'folder' ? 0 : (/\.\w+$/.exec(name)?.[0].length ?? 0)}
        onName={(newName) => {
          setRenaming(false);
          if (newName !== name) onRename(newName);
        }}
        onCancel={() => setRenaming(false)}
      />
    );
  return (
    <div class={isChosen ? 'entry-row chosen' : 'entry-row'}>
      <button
        type="button"
        class="entry"
        aria-current={isShown ? 'true' : undefined}
        aria-expanded={isOpen}
        draggable={mayWrite}
        onDragStart={(event) => drag(event, { type: item.type, id })}
        onClick={onOpen}
        onContextMenu={showMenu}
        onKeyDown={onKey}
      >
        {isOpen !== undefined && <span class="fold" aria-hidden="true" />}
        <Icon name={pictureOf(item)} /> {name}
      </button>
      {all.length > 0 && (
        <button
          type="button"
          class="icon-button"
          aria-label={`Actions for ${name}`}
          aria-haspopup="menu"
          title={`Actions for ${name}`}
          onClick={showMenu}
        >
          <Icon name="more" />
        </button>
      )}
      {menuAt && <Menu label={name} items={all} at={menuAt} onClose={() => openMenu(undefined)} />}
    </div>
  );
}
