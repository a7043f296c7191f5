import type { Deployment } from '../deployment.ts';

/** A form as errors name it: `The serverless form of Robot Shop`. */
export const nameOfForm = ({ app, form }: Pick<Deployment, 'app' | 'form'>): string =>
  `The ${form} form of ${app.title}`;

/** A form that may be stopped and started here; without a control it always counts as running. */
export type StoppableForm = Pick<Deployment, 'app' | 'form' | 'control'>;

const remedy = 'start it on the page Forms, under “Applications and forms”.';
const answers = {
  running: undefined,
  stopped: `is stopped: ${remedy}`,
  stopping: `is being stopped: when that is done, ${remedy}`,
  starting: 'is being started: try again when it runs.',
};

/** Why a form answers no requests now, and what helps; undefined for a form that runs. */
export function whyNotRunning(deployment: StoppableForm): string | undefined {
  const answer = answers[deployment.control?.status().condition ?? 'running'];
  return answer && `${nameOfForm(deployment)} ${answer}`;
}

/** Watches a form from now on. The function that it answers tells why the form has not run all the time; undefined when it has. */
export function watchForm(deployment: StoppableForm): () => string | undefined {
  const since = deployment.control?.status().since;
  return () => {
    const wasStopped = deployment.control?.status().since !== since;
    return (
      whyNotRunning(deployment) ??
      (wasStopped ? `${nameOfForm(deployment)} was stopped meanwhile: try again.` : undefined)
    );
  };
}
