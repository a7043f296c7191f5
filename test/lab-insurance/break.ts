import openwhisk from 'openwhisk';
import type { Form } from '#shared/app/addresses';
import { control } from '#test/harness/control';
import { killInstances } from '#test/harness/instances';

/**
 * Ends a service as a crash would: its process, or every instance of its actions. Answers how many processes were killed; none
 * if no instance runs now.
 */
export async function crash(form: Form, service: string, ...actions: string[]): Promise<number> {
  if (form === 'microservice') {
    await control.crash(`service/lab-insurance/microservice/${service}`);
    return 1;
  }
  const killed = [service, ...actions].map((action) => killInstances(`lab-insurance/${action}`));
  return (await Promise.all(killed)).reduce((sum, count) => sum + count, 0);
}

/** Takes a subscriber away, its process or its action; the function that is answered brings it back. */
export async function takeAway(form: Form, service: string): Promise<() => Promise<void>> {
  if (form === 'microservice') {
    const process = `service/lab-insurance/microservice/${service}`;
    await control.stop(process);
    return () => control.start(process);
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
