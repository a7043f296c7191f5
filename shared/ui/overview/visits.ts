import type { Picture } from './picture-types.ts';
import type { LogLine, TraceState } from './trace-types.ts';

/** What a request did in one box, in milliseconds after its beginning. */
export interface Visit {
  box: string;
  from: number;
  to: number;
  /** The box that has called this one, or that has put the message into the broker. */
  by?: string;
  /** The broker through which the message came. */
  through?: string;
  /** How long the instance loaded its code before. */
  initMs?: number;
  /** The name of a message's work. */
  work?: string;
  /** The waits for stores. A log line does not name the store, so `stores` has all that the box uses. */
  waits: { from: number; to: number }[];
  stores: string[];
}

/** Clocks of two processes may differ by so many milliseconds. */
const clockMs = 2;

/** What a request did in the boxes of a picture, in the order of its beginnings, as the log lines of its trace say. */
export function visitsOf(picture: Picture, { lines }: TraceState): Visit[] {
  const first = Math.min(...lines.map(({ at, initMs = 0 }) => at - initMs));
  const visits: Visit[] = [];
  for (const line of [...lines].sort((a, b) => a.at - b.at)) {
    const box = boxOf(picture, line);
    if (box === undefined) continue;
    const from = line.at - first;
    const of = (kinds: LogLine['waits'][number][0][]) =>
      line.waits
        .filter(([kind]) => kinds.includes(kind))
        .map(([, begin, end]) => ({ from: from + begin, to: from + end }));
    const waits = of(['store', 'init']);
    visits.push({
      box,
      from,
      to: from + line.ms,
      ...causeOf(picture, visits, box, line.work === undefined ? 'call' : 'message', from),
      ...(line.initMs !== undefined && { initMs: line.initMs }),
      ...(line.work !== undefined && { work: line.work }),
      waits,
      stores: waits.length === 0 ? [] : storesOf(picture, box),
    });
  }
  return visits;
}

/**
 * The box of a line: what has logged it, or the service's own where an action has run a service in its process (placement `fused`).
 * Lines of containers do not say what has logged them.
 */
function boxOf({ boxes }: Picture, { part, service }: LogLine): string | undefined {
  const own = boxes.find(({ id }) => id === part);
  const wanted = plain(service);
  if (own?.service !== undefined && plain(own.service) === wanted) return own.id;
  const named = boxes.find(({ id }) => plain(id) === wanted);
  return (named ?? boxes.find((box) => plain(box.service ?? '') === wanted) ?? own)?.id;
}

/** The name of a service without what differs in the IDL of Thrift, where `unique-id` is `UniqueIdService`. */
const plain = (name: string): string => name.toLowerCase().replace(/[^a-z\d]|service$/g, '');

/**
 * Who has caused a visit that begins at a time: of a message, who uses the same broker; else the last visit before that can call the box,
 * and of those one that goes on then.
 */
function causeOf(
  { arrows, boxes }: Picture,
  before: Visit[],
  box: string,
  kind: 'call' | 'message',
  at: number,
): Pick<Visit, 'by' | 'through'> {
  const points = (from: string, to: string) => arrows.some((arrow) => arrow.from === from && arrow.to === to);
  const brokers = boxes.filter((each) => each.kind === 'broker' && points(box, each.id));
  for (const { id } of kind === 'message' ? brokers : []) {
    const sender = before.findLast((each) => each.box !== box && points(each.box, id));
    if (sender !== undefined) return { by: sender.box, through: id };
  }
  const callers = before.filter((each) => points(each.box, box));
  const by = callers.findLast(({ to }) => to + clockMs >= at) ?? callers.at(-1);
  return by === undefined ? {} : { by: by.box };
}

/** The stores that a box uses. */
const storesOf = ({ boxes, arrows }: Picture, box: string): string[] =>
  arrows.flatMap(({ from, to }) =>
    from === box && boxes.some((each) => each.id === to && each.kind === 'store') ? [to] : [],
  );
