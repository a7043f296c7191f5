import type { Slot } from './pool/slot.ts';
import type { PlatformRequest } from './server/request.ts';
import type { PlatformResponse } from './server/response.ts';

/**
 * What can be added to the platform when it is started, for example another placement of calls. Nothing here is asked on the way
 * of an ordinary activation.
 */
export interface PlatformExtension {
  /** The extension's routes are below `/diptych/<name>`; requests to them come with the key of a namespace or without one. */
  name: string;
  /** The path of a program that each instance loads beside its own (`RuntimeExtension` in wsk/runtime/extension.ts). */
  runtime?: string;
  /** Answers a request to `/diptych/<name>`. */
  serve(request: PlatformRequest): Promise<PlatformResponse>;
  /** Called before the answer to a request that has changed an entity. */
  afterEntityChange(): Promise<void>;
  /** Called before records or the list of instances are read. */
  beforeRecordsRead(): void;
  /** Called when there is no memory for another instance: what is reserved may be released. */
  onMemoryShortage(): void;
  /** What `GET /diptych/instances` says of an instance in addition, for example `{ channels: 1 }`; may replace members. */
  describe(slot: Slot): Record<string, unknown>;
  close(): void;
}
