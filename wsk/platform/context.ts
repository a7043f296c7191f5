import type { Lines } from '../placements/direct/lines.ts';
import type { Activations } from './activations/activations.ts';
import type { Store } from './entities/entity-store.ts';
import type { Alarms } from './feeds/alarms.ts';
import type { CodeCaches } from './pool/code-caches.ts';
import type { Pool } from './pool/pool.ts';
import type { Incoming } from './server/http.ts';
import type { Identities, Identity } from './server/identity.ts';
import type { Query } from './server/query.ts';
import type { Throttle } from './server/throttle.ts';

/** The parts of a running platform that routes and invocations use. */
export interface Core {
  apihost: string;
  maxConcurrency: number;
  rates: 'stock' | 'off';
  store: Store;
  identities: Identities;
  activations: Activations;
  pool: Pool;
  lines: Lines;
  codeCaches: CodeCaches;
  throttle: Throttle;
  alarms: Alarms;
  onEvent: (line: string) => void;
}

/** One authenticated request to the REST API. */
export interface Call {
  core: Core;
  identity: Identity;
  request: Incoming;
  method: string;
  /** The namespace the path names, `_` replaced. */
  namespace: string;
  /** Decoded segments after the collection. */
  rest: string[];
  /** Whether the path ends in a slash. */
  slash: boolean;
  query: Query;
  transactionId: string;
  /** The path as asked for. */
  path: string;
}
