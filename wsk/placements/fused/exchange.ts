import type { Address } from '#shared/http/address';
import { exchange as exchangeOverNetwork, type HttpRequest, type HttpResponse } from '#shared/http/exchange';

/** Calls an action of the same archive; undefined when the call has to go through the platform, and has not been made. */
export type FusedCall = (address: Address, request: HttpRequest) => Promise<HttpResponse | undefined>;

let find: (address: Address) => FusedCall | undefined = () => undefined;

/** Says which calls of this archive stay in its process. */
export function setFusedCalls(lookUp: typeof find): void {
  find = lookUp;
}

/** In the archive of a fused action this takes the place of `shared/http/exchange.ts`. */
export async function exchange(address: Address, request: HttpRequest): Promise<HttpResponse> {
  return (await find(address)?.(address, request)) ?? exchangeOverNetwork(address, request);
}
