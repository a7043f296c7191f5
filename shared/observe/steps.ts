/** What a service's log line about one request or message says; see `request-log.ts`. */
export interface LogLine {
  service: string;
  trace: string;
  ms: number;
  compute: number;
  store: number;
  gateway: number;
  /** Present when no HTTP request but a message was worked on. */
  work?: string;
  /** Whether an instance had to be started for it first. */
  cold?: boolean;
}

/** Where the milliseconds of a request went. Invocation, Compute, Store and Gateway add up to the request's time. */
export interface Steps {
  /** On the way between services: sockets, front door, platform, waiting for an instance. */
  Invocation: number;
  /** In the services' own code. */
  Compute: number;
  /** In data stores. */
  Store: number;
  /** In the system of the payment provider, or whoever else is asked outside. */
  Gateway: number;
  /** After the answer: until what the request set off is done. */
  Dispatch: number;
}

/** Reads a line of a log; `undefined` if it is not about a piece of work. */
export function parseLogLine(text: string): LogLine | undefined {
  const begin = text.indexOf('{');
  if (begin < 0) return undefined;
  try {
    const line: unknown = JSON.parse(text.slice(begin));
    return isLogLine(line) ? line : undefined;
  } catch {
    return undefined;
  }
}

/** Splits `totalMs`, measured by the client, by what the services logged about the same trace. */
export function stepsOf(totalMs: number, lines: LogLine[], dispatchMs: number): Steps {
  const sum = (part: 'compute' | 'store' | 'gateway'): number =>
    lines.filter((line) => line.work === undefined).reduce((total, line) => total + line[part], 0);
  const [Compute, Store, Gateway] = [sum('compute'), sum('store'), sum('gateway')];
  return {
    Invocation: round(Math.max(0, totalMs - Compute - Store - Gateway)),
    Compute: round(Compute),
    Store: round(Store),
    Gateway: round(Gateway),
    Dispatch: round(dispatchMs),
  };
}

const round = (ms: number): number => Math.round(ms * 100) / 100;

function isLogLine(value: unknown): value is LogLine {
  return (
    typeof value === 'object' && value !== null && 'service' in value && 'trace' in value && 'ms' in value
  );
}
