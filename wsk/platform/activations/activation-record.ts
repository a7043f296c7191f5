import type { Parameter } from '../entities/entities.ts';

/** The statuses of activations; the index of each is the numeric code in lists. */
export const statuses = [
  'success',
  'application error',
  'action developer error',
  'whisk internal error',
] as const;

/** The outcome of an activation: the member `response` of its record. */
export interface ActivationResponse {
  result?: unknown;
  /** The length of the runtime's reply in characters; absent after a crash or when the time limit was exceeded. */
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
