/** Bytes that a name in a folder may have on Linux. */
export const nameBytes = 255;

/** Bytes that a whole path may have. */
export const pathBytes = 4095;
