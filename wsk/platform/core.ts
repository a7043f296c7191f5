import type { Activations } from './activations.ts';
import type { Alarms } from './alarms.ts';
import type { CodeCaches } from './code-caches.ts';
import type { Incoming } from './http.ts';
import type { Identities, Identity } from './identity.ts';
import type { Lines } from './lines/lines.ts';
import type { Pool } from './pool.ts';
import type { Query } from './query.ts';
import type { Store } from './store.ts';
import type { Throttle } from './throttle.ts';

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
