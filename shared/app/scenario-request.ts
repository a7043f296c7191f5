/** Seconds that a smoke scenario waits for a response: enough for actions that are started several levels deep on a slow machine. */
const deadlineS = 120;

/**
 * Sends a request of a smoke scenario; `step` names it in errors. Rejects with one sentence when there is no response in time, or not
 * with `status`.
 */
export async function sendStep(
  step: string,
  url: string,
  { status = 200, ...init }: RequestInit & { status?: number } = {},
): Promise<Response> {
  const response = await fetch(url, { ...init, signal: AbortSignal.timeout(deadlineS * 1000) }).catch(
    (error: unknown) => {
      const isLate = error instanceof Error && error.name === 'TimeoutError';
      const why = isLate
        ? ` within ${deadlineS} s: this machine is too slow, or busy with something else`
        : `: ${error instanceof Error && error.cause instanceof Error ? error.cause.message : error}`;
      throw new Error(`${step} was not answered${why}`, { cause: error });
    },
  );
  if (response.status === status) return response;
  throw new Error(`${step} answered ${response.status}: ${(await response.text()).slice(0, 200)}`);
}
