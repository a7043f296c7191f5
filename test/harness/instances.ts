/** An instance of an action, as the embedded platform lists it. */
interface Instance {
  pid: number;
  action: string;
}

/** The processes that run an action now, named by its end: `text` or `social-network/text`. */
export async function instancesOf(action: string): Promise<number[]> {
  const authorization = `Basic ${Buffer.from(process.env.OW_AUTH ?? '').toString('base64')}`;
  const response = await fetch(`${process.env.OW_APIHOST}/diptych/instances`, { headers: { authorization } });
  const instances = (await response.json()) as Instance[];
  return instances.filter((instance) => instance.action.endsWith(`/${action}`)).map(({ pid }) => pid);
}

/** Kills every instance that runs an action, as a crash of its container would. */
export async function killInstances(action: string): Promise<void> {
  const running = await instancesOf(action);
  if (running.length === 0) throw new Error(`no instance runs ${action}`);
  for (const pid of running) process.kill(pid, 'SIGKILL');
}
