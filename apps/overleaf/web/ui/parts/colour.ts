/** The colour of a person, the same everywhere; it can be read as text on the page in light and dark. */
export function colourOf(person: string): string {
  const hue = hueOf(person);
  return `light-dark(oklch(0.44 0.12 ${hue}), oklch(0.82 0.1 ${hue}))`;
}

/** The angle of that colour in degrees, from 0 to 359; angles spread well over ids that differ little (FNV-1a). */
export function hueOf(person: string): number {
  let hash = 0x811c9dc5;
  for (const sign of person) hash = Math.imul(hash ^ (sign.codePointAt(0) ?? 0), 0x01000193);
  return (hash >>> 0) % 360;
}
