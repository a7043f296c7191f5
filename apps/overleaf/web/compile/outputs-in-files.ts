import { findOutput, sendOutput } from '../../clsi/output-files.ts';
import type { Outputs } from '../../clsi/outputs.ts';
import { keyOf } from '../../clsi/places.ts';
import type { SendOutput } from './outputs.ts';

/** Reads what the instances of clsi have kept, because no instance has an address, and an answer of an action has a limit. */
export const outputsInFiles =
  (outputs: Outputs): SendOutput =>
  async ({ project, user, build, path }, request, response) => {
    const key = keyOf({ project: project.toHexString(), user });
    const found = build ?? (await outputs.builds(key)).at(-1) ?? '';
    await sendOutput(request, response, path, await findOutput(outputs, key, found, path));
  };
