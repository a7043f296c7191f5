import type { Activations } from './activations/activations.ts';
import type { Meter } from './activations/meter.ts';
import type { EntityStore } from './entities/entity-store.ts';
import type { PlatformExtension } from './extension.ts';
import type { Alarms } from './feeds/alarm-control.ts';
import type { CodeCache } from './pool/code-cache.ts';
import type { Pool } from './pool/pool.ts';
import type { Identities, Identity } from './server/identity.ts';
import type { Query } from './server/query.ts';
import type { PlatformRequest } from './server/request.ts';
import type { Throttle } from './server/throttle.ts';

/** The parts of a running platform; routes and invocations get them from here. */
export interface PlatformContext {
  /** `http://127.0.0.1:PORT`; empty until the platform listens. */
  apihost: string;
  maxConcurrency: number;
  rates: 'stock' | 'off';
  /** Whether activation records survive a restart. */
  keepsRecords: boolean;
  store: EntityStore;
  identities: Identities;
  activations: Activations;
  meter: Meter;
  pool: Pool;
  codeCache: CodeCache;
  throttle: Throttle;
  alarms: Alarms;
  extensions: PlatformExtension[];
  onEvent: (line: string) => void;
}

/** One authenticated request to the REST API. */
export interface RequestContext {
  platform: PlatformContext;
  identity: Identity;
  request: PlatformRequest;
  /** The namespace in the path; `_` is replaced by the caller's. */
  namespace: string;
  /** The decoded path segments after the collection. */
  rest: string[];
  /** Whether the path ends in a slash. */
  hasTrailingSlash: boolean;
  query: Query;
}

/** Creates an extension while a platform starts; `workspace` is the folder for the extension's files. */
export type CreateExtension = (platform: PlatformContext, workspace: string) => Promise<PlatformExtension>;
