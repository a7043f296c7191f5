import { randomBytes } from 'node:crypto';
import { type HrTime, type SpanContext, SpanKind, SpanStatusCode, TraceFlags } from '@opentelemetry/api';
import { setGlobalErrorHandler } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { ZipkinExporter } from '@opentelemetry/exporter-zipkin';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, type ReadableSpan, type SpanExporter } from '@opentelemetry/sdk-trace-base';
import { messageOf } from '../errors.ts';
import { log } from './log.ts';
import { type EndedWork, type Logged, observeWork } from './work.ts';

/**
 * Exports all work of this process as spans of OpenTelemetry: one for each piece of work, and below it one for each wait, with the times
 * of the log line. Loaded before a service: by `node --import`, or at the beginning of an archive (wsk/deploy). ZIPKIN_URL names a
 * Zipkin, and OTEL_EXPORTER_OTLP_ENDPOINT a collector.
 */
const { ZIPKIN_URL, OTEL_EXPORTER_OTLP_ENDPOINT } = process.env;

/** Milliseconds that the spans of a process wait for more, and that an activation waits at most for a collector that is silent. */
const [scheduledDelayMillis, exportTimeoutMillis] = [500, 1000];

const exporters: SpanExporter[] = [
  ...(ZIPKIN_URL ? [new ZipkinExporter({ url: `${ZIPKIN_URL}/api/v2/spans` })] : []),
  ...(OTEL_EXPORTER_OTLP_ENDPOINT
    ? [new OTLPTraceExporter({ url: `${OTEL_EXPORTER_OTLP_ENDPOINT}/v1/traces` })]
    : []),
];
const processors = exporters.map(
  (exporter) => new BatchSpanProcessor(exporter, { scheduledDelayMillis, exportTimeoutMillis }),
);

setGlobalErrorHandler((error) => log.warn({ cause: messageOf(error) }, 'spans are not exported'));

observeWork({
  ended(work) {
    for (const span of spansOf(work)) for (const processor of processors) processor.onEnd(span);
  },
  async flush() {
    await Promise.all(processors.map((processor) => processor.forceFlush().catch(() => undefined)));
  },
});

/** The span of the work, and one for each of its waits. */
function spansOf({ what, trace, timing, status }: EndedWork): ReadableSpan[] {
  const { traceId, spanId, parentId } = trace;
  const { at, ms, waits } = timing;
  const service = resourceFromAttributes({ 'service.name': what.service });
  const work = contextOf(traceId, spanId);
  const isFailed = status === 'failed' || (typeof status === 'number' && status >= 500);
  return [
    span(service, work, {
      name: nameOf(what),
      kind: 'work' in what ? SpanKind.CONSUMER : SpanKind.SERVER,
      from: at,
      to: at + ms,
      isFailed,
      ...(parentId !== undefined && { parent: contextOf(traceId, parentId) }),
      attributes: { status },
    }),
    ...waits.map(([name, from, to]) =>
      span(service, contextOf(traceId, randomBytes(8).toString('hex')), {
        name,
        kind: SpanKind.CLIENT,
        from: at + from,
        to: at + to,
        isFailed: false,
        parent: work,
        attributes: {},
      }),
    ),
  ];
}

const nameOf = (what: Logged): string =>
  'work' in what ? what.work : [what.method, what.path].filter((part) => part !== undefined).join(' ');

const contextOf = (traceId: string, spanId: string): SpanContext => ({
  traceId,
  spanId,
  traceFlags: TraceFlags.SAMPLED,
});

interface SpanFacts {
  name: string;
  kind: SpanKind;
  /** In milliseconds since 1970. */
  from: number;
  to: number;
  isFailed: boolean;
  parent?: SpanContext;
  attributes: ReadableSpan['attributes'];
}

const span = (
  resource: ReadableSpan['resource'],
  context: SpanContext,
  { name, kind, from, to, isFailed, parent, attributes }: SpanFacts,
): ReadableSpan => ({
  name,
  kind,
  attributes,
  resource,
  spanContext: () => context,
  ...(parent !== undefined && { parentSpanContext: parent }),
  startTime: hrTime(from),
  endTime: hrTime(to),
  duration: hrTime(to - from),
  status: { code: isFailed ? SpanStatusCode.ERROR : SpanStatusCode.UNSET },
  links: [],
  events: [],
  ended: true,
  instrumentationScope: { name: 'diptych' },
  droppedAttributesCount: 0,
  droppedEventsCount: 0,
  droppedLinksCount: 0,
});

/** Whole microseconds, because Zipkin refuses parts of one. */
function hrTime(ms: number): HrTime {
  const micros = Math.round(ms * 1000);
  return [Math.floor(micros / 1e6), (micros % 1e6) * 1000];
}
