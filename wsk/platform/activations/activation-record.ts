import type { Parameter } from '../entities/entities.ts';

/** How an activation ended, in the order of the numeric codes that lists show. */
export const statuses = [
  'success',
  'application error',
  'action developer error',
  'whisk internal error',
] as const;

/** The outcome of an activation. */
export interface ActivationResponse {
  result?: unknown;
  /** Characters of the runtime's reply; missing after a crash or time limit. */
  size?: number;
  status: (typeof statuses)[number];
  success: boolean;
}

/** The record of one activation. */
export interface ActivationRecord {
  activationId: string;
  annotations: Parameter[];
  cause?: string;
  duration?: number;
  end?: number;
  logs: string[];
  name: string;
  namespace: string;
  publish: false;
  response: ActivationResponse;
  start: number;
  subject: string;
  version: string;
}
