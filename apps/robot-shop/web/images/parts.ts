/** The colour of every outline. */
export const ink = '#23201c';

/** A rectangle with rounded corners. */
export const box = (x: number, y: number, width: number, height: number, round: number, fill: string) =>
  `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${round}" fill="${fill}"/>`;

/** A circle. */
export const dot = (x: number, y: number, radius: number, fill: string) =>
  `<circle cx="${x}" cy="${y}" r="${radius}" fill="${fill}"/>`;

/** An ellipse. */
export const oval = (x: number, y: number, wide: number, high: number, fill: string) =>
  `<ellipse cx="${x}" cy="${y}" rx="${wide}" ry="${high}" fill="${fill}"/>`;

/** Any closed shape, as SVG path data. */
export const shape = (path: string, fill: string) => `<path d="${path}" fill="${fill}"/>`;

/** An open line, for limbs, mouths and cables. */
export const line = (path: string, width = 5, colour = ink) =>
  `<path d="${path}" fill="none" stroke="${colour}" stroke-width="${width}"/>`;

/** A limb: a thick line in colour with an outline. */
export const limb = (path: string, colour: string, width = 14) =>
  line(path, width + 10) + line(path, width, colour);

/** Parts without an outline, such as lights and shines. */
export const plain = (...parts: string[]) => `<g stroke="none">${parts.join('')}</g>`;

/** A light reflex; laid over a part to make it look round. */
export const shine = (x: number, y: number, wide: number, high: number, turn = 0) =>
  plain(
    `<ellipse cx="${x}" cy="${y}" rx="${wide}" ry="${high}" fill="#fff" opacity=".45" transform="rotate(${turn} ${x} ${y})"/>`,
  );

/** An eye that looks a little to the side; `radius` is that of the white. */
export const eye = (x: number, y: number, radius: number, sight: [number, number] = [2, 1]) =>
  dot(x, y, radius, '#fff') +
  plain(
    dot(x + sight[0], y + sight[1], radius * 0.5, ink),
    dot(x + sight[0] + radius * 0.2, y + sight[1] - radius * 0.2, radius * 0.17, '#fff'),
  );

/** Rows of small screws at the given places. */
export const screws = (...places: [number, number][]) =>
  plain(...places.map(([x, y]) => dot(x, y, 3.5, ink)));

/** The whole picture, 300 by 300, standing on a soft shadow. */
export const picture = (parts: string[], shadow = 78, outline = ink) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="300" height="300" viewBox="0 0 300 300">` +
  plain(`<ellipse cx="150" cy="283" rx="${shadow}" ry="9" fill="${ink}" opacity=".16"/>`) +
  `<g stroke="${outline}" stroke-width="5" stroke-linejoin="round" stroke-linecap="round">${parts.join('')}</g></svg>`;
