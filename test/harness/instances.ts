/** An instance of an action, as the embedded platform lists it. */
interface Instance {
  pid: number;
  action: string;
}

/** Kills every instance that runs an action, as a crash of its container would. */
export async function killInstances(action: string): Promise<void> {
  const authorization = `Basic ${Buffer.from(process.env.OW_AUTH ?? '').toString('base64')}`;
  const response = await fetch(`${process.env.OW_APIHOST}/diptych/instances`, { headers: { authorization } });
  const instances = (await response.json()) as Instance[];
  const killed = instances.filter((instance) => instance.action.endsWith(`/${action}`));
  if (killed.length === 0) throw new Error(`no instance runs ${action}`);
  for (const { pid } of killed) process.kill(pid, 'SIGKILL');
}
