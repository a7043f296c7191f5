import type { RunnableApp } from '#shared/app/runnable-app';
import { messageOf } from '#shared/errors';
import { HttpError } from '#shared/http/errors';
import type { Sent, TraceState } from '#shared/ui/overview/trace-types';
import type { Deployment } from '../deployment.ts';
import { type AppReport, measureWarm } from '../measure-scenario.ts';
import { traceSmokeScenario } from '../smoke-scenario.ts';
import { nameOfForm, watchForm, whyNotRunning } from './form-condition.ts';

/**
 * Plays the scenario once in each form, one after the other, and answers what the services did for the main request. A form that is
 * stopped, also while the scenario is played, has a notice instead.
 */
export async function sendToAll(runnable: RunnableApp, deployments: Deployment[]): Promise<Sent> {
  const sent: Sent = { traces: {}, notices: [] };
  for (const deployment of deployments) {
    const trace = await traceOrNotice(runnable, deployment);
    if (typeof trace === 'string') sent.notices.push(trace);
    else sent.traces[deployment.form] = trace;
  }
  if (Object.keys(sent.traces).length === 0) throw new HttpError(409, sent.notices.join(' '));
  return sent;
}

async function traceOrNotice(runnable: RunnableApp, deployment: Deployment): Promise<TraceState | string> {
  const whyNot = watchForm(deployment);
  const before = whyNot();
  if (before !== undefined) return before;
  try {
    const { totalMs, lines } = await traceSmokeScenario(runnable, deployment);
    return { totalMs, lines };
  } catch (error) {
    const since = whyNot();
    if (since !== undefined) return since;
    throw new HttpError(502, `${nameOfForm(deployment)} has failed: ${messageOf(error)}`);
  }
}

/**
 * Measures some more warm runs in each form that runs. A form that is stopped has a notice, and no times, because those of an earlier run
 * cannot be compared with these.
 */
export async function measureAgain(
  runnable: RunnableApp,
  deployments: Deployment[],
  before: AppReport,
): Promise<{ report: AppReport; notices: string[] }> {
  const running = deployments.filter((each) => whyNotRunning(each) === undefined);
  const notices = deployments.flatMap((each) => whyNotRunning(each) ?? []);
  if (running.length === 0) throw new HttpError(409, notices.join(' '));
  const watched = running.map((each) => ({ form: each.form, whyNot: watchForm(each) }));
  const measured = await measureWarm(runnable, running, before);
  for (const { form, whyNot } of watched) {
    const notice = measured[form]?.ok ? undefined : whyNot();
    if (notice === undefined) continue;
    notices.push(notice);
    delete measured[form];
  }
  return { report: measured, notices };
}
