import type { Slot } from './pool/slot.ts';
import type { PlatformRequest } from './server/request.ts';
import type { PlatformResponse } from './server/response.ts';

/**
 * An addition to the platform that is chosen at its start, for example another placement of calls. The path of an ordinary
 * activation calls no extension.
 */
export interface PlatformExtension {
  /** The extension handles requests to `/diptych/<name>`, with and without the key of a namespace. */
  name: string;
  /** The path of a program that each instance loads in addition (`RuntimeExtension` in wsk/runtime/extension.ts). */
  runtime?: string;
  /** Handles a request to `/diptych/<name>`. */
  serve(request: PlatformRequest): Promise<PlatformResponse>;
  /** Called after a request has changed an entity, before its response is sent. */
  afterEntityChange(): Promise<void>;
  /** Called before activation records or the list of instances are read. */
  beforeRecordsRead(): void;
  /** Called when there is no memory for another instance, so that the extension can release reserved instances. */
  onMemoryShortage(): void;
  /** Additional members of an instance in `GET /diptych/instances`, for example `{ channels: 1 }`; may replace members. */
  instanceInfo(slot: Slot): Record<string, unknown>;
  close(): void;
}
