import { Failure } from '../cli/failure.ts';

/** Where spans go: to a Zipkin, or to a collector that speaks OpenTelemetry's protocol. */
const targets = ['zipkin', 'otlp'] as const;
export type TracesTarget = (typeof targets)[number];

/** Where TRACES sends spans; undefined when nobody has asked for them. Throws a failure for another value. */
export function tracesTarget(source: Record<string, string | undefined>): TracesTarget | undefined {
  const { TRACES } = source;
  if (!TRACES) return undefined;
  const target = targets.find((each) => each === TRACES);
  if (target === undefined) throw new Failure(`TRACES must be ${targets.join(' or ')}, not ${TRACES}`, 2);
  return target;
}

/** The variables that tell a service where its spans go (export-spans.ts); none when nobody has asked for them. */
export function spanVariables(
  source: Record<string, string | undefined>,
  zipkin: () => string,
): Record<string, string> {
  const target = tracesTarget(source);
  if (target === undefined) return {};
  if (target === 'zipkin') return { ZIPKIN_URL: zipkin() };
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint } = source;
  if (!endpoint)
    throw new Failure('TRACES=otlp needs the URL of a collector in OTEL_EXPORTER_OTLP_ENDPOINT', 2);
  return { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint };
}
