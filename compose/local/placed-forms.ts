import type { Form } from '#shared/app/addresses';
import type { RunnableApp } from '#shared/app/runnable-app';
import { Failure } from '#shared/cli/failure';
import { checkActionKind } from '#wsk/deploy/action-kind';
import { checkEntries } from '#wsk/deploy/entry';
import { factsOf } from '#wsk/deploy/host-facts';
import { checkPlacement, findTarget, type Target } from '#wsk/deploy/target';
import { findPlacement, type Placement } from '#wsk/placements/placement';

/** A form that is started; the serverless form has a placement. */
export interface PlacedForm {
  form: Form;
  placement: Placement | undefined;
}

/** The forms with the placements of these names; default: PLACEMENT or `platform`. Throws a failure when one does not exist. */
export async function placedFormsOf(
  forms: readonly Form[],
  names: readonly string[] = [process.env.PLACEMENT || 'platform'],
): Promise<PlacedForm[]> {
  const found = await Promise.all(names.map(findPlacement)).catch((error: Error) => {
    throw new Failure(error.message, 2);
  });
  return forms.flatMap((form): PlacedForm[] =>
    form === 'serverless'
      ? found.map((placement) => ({ form, placement }))
      : [{ form, placement: undefined }],
  );
}

/**
 * Checks what the serverless forms need before anything starts. Resolves with the OpenWhisk that OW_APIHOST and OW_AUTH name;
 * undefined for the embedded one. Throws a failure when a file of an action is missing or that OpenWhisk cannot be used.
 */
export async function checkServerlessForms(
  apps: readonly RunnableApp[],
  placedForms: readonly PlacedForm[],
): Promise<Target | undefined> {
  const placements = placedForms.flatMap(({ placement }) => placement ?? []);
  if (placements.length === 0) return undefined;
  for (const { app } of apps) checkEntries(app);
  if (!process.env.OW_APIHOST) return undefined;
  if (placements.length > 1)
    throw new Failure(
      'OW_APIHOST names one OpenWhisk, on which the actions of several placements would replace each other: choose one placement, or unset OW_APIHOST.',
    );
  const target = await findTarget();
  for (const placement of placements) await checkPlacement(placement, target);
  const facts = await factsOf(target);
  for (const { app } of apps) checkActionKind(app, target, facts);
  if (!process.env.STORE_HOST && !facts.isEmbedded)
    throw new Failure(
      `The actions of ${target.apihost} run in containers, for which 127.0.0.1 is not this machine: set STORE_HOST to an address of this machine that they reach, HOST=0.0.0.0 so that processes listen there, and the URLs of stores that they reach, such as MONGO_URL; or use npm run deploy -- APP --serve.`,
      2,
    );
  return target;
}
