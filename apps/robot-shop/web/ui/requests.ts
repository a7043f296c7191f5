import type { ObservedForm } from '../../../../shared/ui/form-badge.tsx';
import { createStore } from '../../../../shared/ui/store.ts';

/** Who gave an answer, as far as the answer itself shows. */
export type ServedBy =
  | { by: 'microservice' }
  | { by: 'serverless'; activation: string }
  /** OpenWhisk itself, without running an action: a limit was reached, for example. */
  | { by: 'platform' }
  /** The shop's own front door: the service could not be reached. */
  | { by: 'front door' }
  | { by: 'nobody' };

/** A call to the shop's API, finished or still on its way. */
export interface CallRecord {
  id: number;
  method: string;
  path: string;
  startedAt: number;
  ms?: number;
  status?: number;
  served?: ServedBy;
}

const kept = 12;
let count = 0;
let sawActivation = false;

/** The last calls, newest first. */
export const calls = createStore<CallRecord[]>([]);

/** The form that the shop was last seen to run in; unknown before the first answer of a service. */
export const observedForm = createStore<ObservedForm>(undefined);

/** Notes that a call begins; the function it answers notes how it ended. */
export function beginCall(method: string, path: string): (answer?: Response) => void {
  const record: CallRecord = { id: ++count, method, path, startedAt: performance.now() };
  calls.set((all) => [record, ...all].slice(0, kept));
  return (answer) => {
    const served = answer === undefined ? { by: 'nobody' as const } : servedBy(answer.headers);
    if (served.by === 'microservice' || served.by === 'serverless') observedForm.set(served.by);
    const ms = performance.now() - record.startedAt;
    const ended = { ...record, ms, served, ...(answer && { status: answer.status }) };
    calls.set((all) => all.map((call) => (call.id === record.id ? ended : call)));
  };
}

function servedBy(headers: Headers): ServedBy {
  const activation = headers.get('x-openwhisk-activation-id');
  if (activation !== null) {
    sawActivation = true;
    return { by: 'serverless', activation };
  }
  if (headers.has('x-answered-by')) return { by: 'front door' };
  return { by: sawActivation ? 'platform' : 'microservice' };
}
