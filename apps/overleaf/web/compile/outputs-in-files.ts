import { findOutput, sendOutput } from '../../clsi/output-files.ts';
import type { OutputFile, Outputs } from '../../clsi/outputs.ts';
import { keyOf } from '../../clsi/places.ts';
import type { OpenOutput, SendOutput, WantedOutput } from './outputs.ts';

/** Reads what the instances of clsi have kept, because no instance has an address, and an answer of an action has a limit. */
export const outputsInFiles =
  (outputs: Outputs): SendOutput =>
  async (wanted, request, response) =>
    sendOutput(request, response, wanted.path, await find(outputs, wanted));

/** Opens what the instances of clsi have kept. */
export const openOutputInFiles =
  (outputs: Outputs): OpenOutput =>
  async (wanted) =>
    (await find(outputs, wanted)).read();

async function find(outputs: Outputs, { project, user, build, path }: WantedOutput): Promise<OutputFile> {
  const key = keyOf({ project: project.toHexString(), user });
  return findOutput(outputs, key, build ?? (await outputs.builds(key)).at(-1) ?? '', path);
}
