const paths = {
  home: 'M4 11l8-7 8 7M6 9.5V20h4.5v-6h3v6H18V9.5',
  products:
    'M12 12v6.5a2 2 0 0 1-4 0M3 12.5a9 9 0 0 1 18 0c-1.4-1.6-3.6-1.6-4.5 0-1.4-2-3.6-2-4.5 0-1.4-2-3.6-2-4.5 0-1-1.6-3.1-1.6-4.5 0zM12 2v1.5',
  policies: 'M7 3h7l4 4v14H7zM14 3v4h4M10 12h5M10 16h5',
  payments: 'M3 7h18v12H3zM3 11h18M7 15h4',
  dashboard: 'M4 20V10M10 20V4M16 20v-7M21 20H3',
  chat: 'M4 5h16v11h-8l-5 4v-4H4zM8 9h8M8 12h5',
  operations: 'M12 3l9 17H3zM12 10v4M12 17v.1',
  account: 'M12 4a4 4 0 1 0 0 8a4 4 0 0 0 0-8zM4 21c1-5 4-7 8-7s7 2 8 7',
  menu: 'M4 7h16M4 12h16M4 17h16',
  close: 'M6 6l12 12M18 6L6 18',
  search: 'M10.5 4a6.5 6.5 0 1 0 0 13a6.5 6.5 0 0 0 0-13zM15.5 15.5L21 21',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  lock: 'M6 11h12v9H6zM9 11V8a3 3 0 0 1 6 0v3',
  next: 'M5 12h14M13 6l6 6-6 6',
  back: 'M19 12H5M11 6l-6 6 6 6',
  download: 'M12 4v11M7 11l5 5 5-5M5 20h14',
  open: 'M14 4h6v6M20 4l-9 9M18 14v6H4V6h6',
  again: 'M20 12a8 8 0 1 1-2.5-5.8M20 3v4.5h-4.5',
  send: 'M4 12L20 4l-5 16-4-6zM11 14l9-10',
  plane: 'M3 13l8-2 5-7 2 1-3 7 6 2v2l-7 0-3 5-2-1 1-4-5 0z',
  building: 'M5 21V4h9v17M14 9h5v12M8 8h3M8 12h3M8 16h3M3 21h18',
  apple: 'M12 8c-3-2.5-7 0-7 5s3 8 5 8c1 0 1.2-.5 2-.5s1 .5 2 .5c2 0 5-3 5-8s-4-7.5-7-5zM12 8c0-2 1-4 3-5',
  car: 'M3 16v-3l2-1 2-5h9l3 5 2 1v3zM7 16a1.8 1.8 0 1 0 .1 0M17 16a1.8 1.8 0 1 0 .1 0M6 12h12',
} as const;

/** A picture for a word beside it. */
export type IconName = keyof typeof paths;

/** The icon of that name; one that is not known is the umbrella. */
export function Icon({ name, size = 20 }: { name: IconName | (string & {}); size?: number }) {
  const known = name in paths ? (name as IconName) : 'products';
  return (
    <svg viewBox="0 0 24 24" width={size} height={size} class="icon" aria-hidden="true">
      <path d={paths[known]} />
    </svg>
  );
}
