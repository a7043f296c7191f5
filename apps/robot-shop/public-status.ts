/**
 * The status that the shop answers: a store, broker or service that cannot be reached is 500 as in the original,
 * where we say 503 among ourselves. A passed deadline stays 504.
 */
export const publicStatus = (status: number): number => (status === 503 ? 500 : status);
