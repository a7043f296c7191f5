// @ts-expect-error kafkajs has no types of its inner modules.
import RequestQueue from 'kafkajs/src/network/requestQueue/index.js';

/** The requests of one connection. */
interface Queue {
  pending: unknown[];
  scheduleCheckPendingRequests(): void;
}

const { prototype } = RequestQueue as { prototype: Queue };
const { scheduleCheckPendingRequests: schedule } = prototype;

/**
 * Lets the clients of Kafka in this process look after requests that wait only while there are some. kafkajs 2.2.4 looks every
 * millisecond on each connection (https://github.com/tulios/kafkajs/issues/1704), which costs a consumer without messages 2 % of a core.
 */
export function checkOnlyWaitingRequests(): void {
  prototype.scheduleCheckPendingRequests = function () {
    if (this.pending.length > 0) schedule.call(this);
  };
}
