import type { Address } from '#shared/http/address';
import { exchange as exchangeOverNetwork, type HttpRequest, type HttpResponse } from '#shared/http/exchange';
import { safeParseJson } from '#shared/parse';
import { type OpenChannel, openChannel } from './channel.ts';
import { type ChannelRequest, type Grant, grant } from './protocol.ts';

/** The number of calls to an action through the platform after which a channel is requested. */
const callsBeforeChannel = 3;

const channels = new Map<string, OpenChannel>();
const counts = new Map<string, number>();

/** Matches the part of a path that names an action, of a web action or of a blocking invocation. */
const actionPath =
  /^\/api\/v1\/(web\/[^/?]+\/[^/?]+\/[^/?]+|namespaces\/[^/?]+\/actions\/[^/?]+\/[^/?]+(?=\?blocking=true&result=true$))/;

/**
 * Replaces `exchange` of `shared/http/exchange.ts` in the archives of actions. A call to an action goes over a direct channel as soon
 * as the platform has granted one, else over HTTP.
 */
export async function exchange(address: Address, request: HttpRequest): Promise<HttpResponse> {
  const { path, connection } = address;
  const action = actionPath.exec(path)?.[0];
  if (action === undefined) return exchangeOverNetwork(address, request);
  const { socketPath, hostname, port } = connection;
  // Actions of the same name may be on several platforms.
  const key = socketPath === undefined ? `${hostname}:${port}${action}` : action;
  const direct = await channels.get(key)?.call(path.slice(action.length), request);
  if (direct !== undefined) return direct;
  const response = await exchangeOverNetwork(address, request);
  void requestChannel(address, { action, key }, request.headers.authorization);
  return response;
}

async function requestChannel(
  address: Address,
  { action, key }: { action: string; key: string },
  authorization?: string,
): Promise<void> {
  const count = (counts.get(key) ?? 0) + 1;
  counts.set(key, count);
  if (count !== callsBeforeChannel) return;
  const granted = await send(address, {
    path: action,
    ...(authorization === undefined ? {} : { authorization }),
  });
  counts.delete(key);
  if (granted === undefined) return;
  const isInvocation = action.startsWith('/api/v1/namespaces/');
  const channel = openChannel(granted, isInvocation, (broken) => {
    if (channels.get(key) === channel) channels.delete(key);
    if (broken) void send(address, { broken: granted.token });
  });
  channels.set(key, channel);
}

/** Sends a request to the platform; undefined when it grants no channel or cannot be reached. */
async function send(address: Address, request: ChannelRequest): Promise<Grant | undefined> {
  const body = JSON.stringify(request);
  const headers = { 'content-type': 'application/json', 'content-length': `${Buffer.byteLength(body)}` };
  const { signal } = new AbortController();
  try {
    const { status, text } = await exchangeOverNetwork(
      { ...address, path: '/diptych/direct' },
      { method: 'POST', headers, body, signal },
    );
    return status === 200 ? safeParseJson(grant, text) : undefined;
  } catch {
    return undefined;
  }
}
