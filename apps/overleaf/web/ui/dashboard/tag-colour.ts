const hues = [0, 28, 46, 88, 140, 172, 200, 222, 256, 284, 316, 340];

/** The hue of a tag in degrees; it belongs to the id, so that it stays the same after a renaming and on each device. */
export const hueOf = ({ _id }: { _id: string }): number =>
  hues[
    [...(_id.slice(0, 8) + _id.slice(-6))].reduce((sum, sign) => (sum * 31 + sign.charCodeAt(0)) % 9973, 7) %
      hues.length
  ] ?? 0;
