import openwhisk from 'openwhisk';
import type { Form } from '#shared/app/define-app';
import { control } from './control.ts';
import { killInstances } from './instances.ts';

/** Ends a service of LAB Insurance as a crash would: its process, or every instance of its actions; some may run none now. */
export async function crash(form: Form, service: string, ...actions: string[]): Promise<void> {
  if (form === 'microservice') await control.crash(`service/lab-insurance/microservice/${service}`);
  else for (const action of [service, ...actions]) await killInstances(`lab-insurance/${action}`);
}

/** Takes a subscriber away until the function that it answers is called: its process, or its action. */
export async function takeAway(form: Form, service: string): Promise<() => Promise<void>> {
  if (form === 'microservice') {
    const process = `service/lab-insurance/microservice/${service}`;
    await control.stop(process);
    return async () => control.start(process);
  }
  const client = openwhisk({ apihost: process.env.OW_APIHOST ?? '', api_key: process.env.OW_AUTH ?? '' });
  const name = `lab-insurance/${service}-events`;
  const { exec, parameters, annotations, limits } = (await client.actions.get({ name })) as unknown as Record<
    string,
    object
  >;
  await client.actions.delete({ name });
  return async () => {
    await client.actions.update({ name, action: { exec, parameters, annotations, limits } } as never);
  };
}
