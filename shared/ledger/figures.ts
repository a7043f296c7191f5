/** A count or an amount as every table of a ledger writes it. */
export const none = '–';

/** Lines of code, with a comma for thousands. */
export const lines = (count: number): string => count.toLocaleString('en-GB');

/** A share in per cent, with one decimal. */
export const percent = (share: number | undefined): string =>
  share === undefined ? none : `${share.toFixed(1)} %`;

/** Lines that a migration takes away and adds, with their signs. */
export const change = ({ removed, added }: { removed: number; added: number }): string =>
  removed + added === 0 ? none : `−${lines(removed)} +${lines(added)}`;
