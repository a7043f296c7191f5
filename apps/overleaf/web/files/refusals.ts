import type { Response } from 'express';
import { isKind } from '#shared/errors';

/** Answers an upload that is refused, as the clients of uploads expect it: 413 for what is too large, else 422. Throws what is no refusal. */
export function refuseUpload(response: Response, error: unknown): void {
  if (!isKind(error, 'too-large', 'invalid', 'not-found')) throw error;
  response.status(error.kind === 'too-large' ? 413 : 422).json({ success: false, error: error.message });
}
