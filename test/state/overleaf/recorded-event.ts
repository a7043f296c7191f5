import type { Recorded } from '#test/contract/overleaf/recording';
import type { HeldKey } from './recorded-presence.ts';

type Emit = [name: string, args: unknown[]];

/** What a row of this recording has beside those of the other services. */
export type Row = Omit<Recorded, 'request' | 'response' | 'after'> & {
  request?: Partial<Recorded['request']> & {
    connect?: string;
    cookie?: string | null;
    client?: string;
    emit?: string;
    args?: unknown[];
    noAck?: boolean;
    'emits at once'?: Emit[];
    publish?: [channel: string, message: unknown];
  };
  response?: Partial<Recorded['response']> & { ack?: unknown[] | '<none>'; acks?: unknown[][] };
  after?: {
    received?: Record<string, unknown[]>;
    calls?: { to: string }[];
    redis?: Record<string, HeldKey>;
  };
};
