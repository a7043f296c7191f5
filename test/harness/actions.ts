import { type ActionClient, actionClient, actionUrl } from '#shared/actions/client';

/** The address of an action, `PACKAGE/ACTION`, on the OpenWhisk of the deployment under test. */
export const urlOfAction = (name: string): string => actionUrl(process.env.OW_APIHOST ?? '', name);

/** A client of that action; it calls with OW_AUTH. */
export const actionOf = (name: string): ActionClient => actionClient(urlOfAction(name));
