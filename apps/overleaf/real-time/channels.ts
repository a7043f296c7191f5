import { Redis } from 'ioredis';
import { messageOf } from '#shared/errors';
import type { Part } from '#shared/observe/health';
import { log } from '#shared/observe/log';
import { redisOptions } from '#shared/state/redis-options';

/** The channels of updates and of other events. Senders may also use `NAME:ID`, the channel of one document or project. */
const names = ['applied-ops', 'editor-events'] as const;
export type Channel = (typeof names)[number];

/**
 * Hears the channels. `missed` is called when messages may not have been heard, because the connection was broken. A message that
 * `receive` throws at is logged and dropped.
 */
export function openChannels(
  url: string,
  receive: (channel: Channel, text: string) => void,
  missed: () => void,
): Part {
  const client = new Redis(url, { ...redisOptions, maxRetriesPerRequest: null, autoResubscribe: false });
  let wasReady = false;
  let isSubscribed = false;
  client.on('error', (error) => log.warn({ cause: error.message }, 'Redis is not reachable, trying again'));
  client.on('close', () => {
    isSubscribed = false;
  });
  client.on('ready', async () => {
    try {
      await client.subscribe(...names);
      await client.psubscribe(...names.map((name) => `${name}:*`));
    } catch (error) {
      log.warn({ cause: messageOf(error) }, 'Redis does not let this process subscribe, trying again');
      return client.disconnect(true);
    }
    isSubscribed = true;
    if (wasReady) missed();
    wasReady = true;
  });
  const take = (channel: string, text: string): void => {
    const name = names.find((each) => channel === each || channel.startsWith(`${each}:`));
    if (name === undefined) return;
    try {
      receive(name, text);
    } catch (error) {
      log.warn({ channel, cause: messageOf(error) }, 'a message is dropped');
    }
  };
  client.on('message', take);
  client.on('pmessage', (_pattern, channel, text) => take(channel, text));
  return { isHealthy: async () => isSubscribed };
}
