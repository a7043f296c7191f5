import type { Address } from '#shared/http/address';
import { exchange as exchangeOverNetwork, type HttpRequest, type HttpResponse } from '#shared/http/exchange';

/** Calls an action in the same archive. Resolves with undefined when the call was not made and must go through the platform. */
export type FusedCall = (address: Address, request: HttpRequest) => Promise<HttpResponse | undefined>;

let findFusedCall: (address: Address) => FusedCall | undefined = () => undefined;

/** Sets the function that finds the fused action at an address; undefined for calls that leave the process. */
export function setFusedCalls(find: typeof findFusedCall): void {
  findFusedCall = find;
}

/** Replaces `exchange` of `shared/http/exchange.ts` in archives with fused actions. */
export async function exchange(address: Address, request: HttpRequest): Promise<HttpResponse> {
  return (await findFusedCall(address)?.(address, request)) ?? exchangeOverNetwork(address, request);
}
