/** Pictures of 16 by 16 units, drawn with a line. */
const paths = {
  rename: 'M3 13l.7-3L10.5 3.2l2.3 2.3L6 12.3zM9 4.7l2.3 2.3',
  copy: 'M6 6V2.5h7.5V10H10M2.5 6H10v7.5H2.5z',
  download: 'M8 2v8M4.5 7L8 10.5 11.5 7M2.5 13.5h11',
  archive: 'M2 2.5h12v3H2zM3 5.5v8h10v-8M6.5 8.5h3',
  trash: 'M2.5 4h11M6 4V2.5h4V4M4 4l.7 9.5h6.6L12 4M6.7 6.5v4.5M9.3 6.5v4.5',
  restore: 'M3 8a5 5 0 1 0 1.7-3.7L3 6M3 2.5V6h3.5',
  remove: 'M4 4l8 8M12 4l-8 8',
  leave: 'M9.5 2.5H3v11h6.5M6.5 8H14M11 5l3 3-3 3',
  link: 'M6.5 9.5l3-3M7 4.5l1.5-1.5a2.6 2.6 0 0 1 4 4L11 8.5M9 11.5L7.5 13a2.6 2.6 0 0 1-4-4L5 7.5',
  tag: 'M2.5 2.5h5l6 6-5 5-6-6zM5.5 5.5v.1',
  folder: 'M2 4V13h12V5H8L6.5 3H2z',
  document: 'M3.5 2h6l3 3v9h-9zM9.5 2v3h3M5.5 8h5M5.5 10.5h5',
  file: 'M3.5 2h6l3 3v9h-9zM9.5 2v3h3',
  picture: 'M2.5 3h11v10h-11zM2.5 11l3-3.5 2.5 2.5 2-1.5 3.5 3M10.5 5.5v.1',
  upload: 'M8 10.5v-8M4.5 6L8 2.5 11.5 6M2.5 13.5h11',
  more: 'M8 3.5v.1M8 8v.1M8 12.5v.1',
} as const;

/** Something that a picture stands for. */
export type IconName = keyof typeof paths;

/** A small picture beside words, or in a button that has a label. */
export const Icon = ({ name }: { name: IconName }) => (
  <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
    <path d={paths[name]} />
  </svg>
);
