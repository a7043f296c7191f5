/** An instance of an action, as the embedded platform lists it. */
interface Instance {
  pid: number;
  action: string;
}

/** The processes that run an action now; `social-network/text` names one. Throws when the platform does not answer. */
export async function instancesOf(action: string): Promise<number[]> {
  const authorization = `Basic ${Buffer.from(process.env.OW_AUTH ?? '').toString('base64')}`;
  const response = await fetch(`${process.env.OW_APIHOST}/diptych/instances`, { headers: { authorization } });
  if (!response.ok) throw new Error(`The platform answers ${response.status} for its instances`);
  const instances = (await response.json()) as Instance[];
  return instances.filter((instance) => instance.action.endsWith(`/${action}`)).map(({ pid }) => pid);
}

/** Kills every instance that runs an action, as a crash of its container would; answers how many there were, which may be none. */
export async function killInstances(action: string): Promise<number> {
  const running = await instancesOf(action);
  for (const pid of running) process.kill(pid, 'SIGKILL');
  return running.length;
}
