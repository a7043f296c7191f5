/**
 * Cases in which we answer something else than the original on purpose: the new status, the reason, and the cases by group. An asterisk
 * at the end of a case stands for any text.
 */
export type Difference = [status: number, why: string, cases: Record<string, string[]>];
