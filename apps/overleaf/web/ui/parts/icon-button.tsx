import { Icon, type IconName } from './icon.tsx';

/** A button that is a picture; its label is read to who cannot see it, and shown to who points at it. */
export const IconButton = ({ icon, label, onClick }: { icon: IconName; label: string; onClick(): void }) => (
  <button type="button" class="icon-button" aria-label={label} title={label} onClick={onClick}>
    <Icon name={icon} />
  </button>
);
