/** A module that cannot be evaluated. */
export const main: () => object = broken();

function broken(): never {
  throw new Error('cannot be loaded');
}
