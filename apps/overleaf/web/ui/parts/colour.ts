/** The colour of a person, the same everywhere; it can be read as text on the page in light and dark. */
export function colourOf(person: string): string {
  const hue = hueOf(person);
  return `light-dark(oklch(0.44 0.12 ${hue}), oklch(0.82 0.1 ${hue}))`;
}

/** Degrees from 0 to 359, which spread well over ids that differ little (FNV-1a). */
function hueOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const sign of text) hash = Math.imul(hash ^ (sign.codePointAt(0) ?? 0), 0x01000193);
  return (hash >>> 0) % 360;
}
