import type { Attributes } from '@opentelemetry/api'

/** A piece of work that is over. Ids are hexadecimal: 32 digits of the trace, 16 of the span. */
export type SpanFacts = {
  readonly traceId: string
  readonly spanId: string
  /** The span it belongs to, and whether that is recorded; absent at the root of a trace. */
  readonly parent?: { readonly spanId: string; readonly isSampled: boolean } | undefined
  readonly name: string
  readonly kind: 'internal' | 'server'
  readonly startMs: number
  readonly endMs: number
  readonly attributes: Attributes
  readonly error?: string | undefined
}

/** Where finished spans go. Never throws and never waits: a collector that is gone costs spans, nothing else. */
export type Spans = {
  /** Whether a trace with this id that begins here is recorded. */
  isSampled(traceId: string): boolean
  tell(facts: SpanFacts): void
  /** Sends what is left, for some seconds at most. */
  close(): Promise<void>
}

const closeMaxMs = 3_000

/**
 * Sends spans by OTLP over HTTP. `OTEL_TRACES_SAMPLER`, `OTEL_EXPORTER_OTLP_HEADERS`,
 * `OTEL_SERVICE_NAME` and their like are read by the library. Loaded only where an endpoint is set.
 */
export async function openSpans(endpoint: string, version: string): Promise<Spans> {
  const [api, sdk, { OTLPTraceExporter }, { resourceFromAttributes }] = await Promise.all([
    import('@opentelemetry/api'),
    import('@opentelemetry/sdk-trace-base'),
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/resources'),
  ])
  // Ids follow from what the span is about, so that every process that works on an execution knows them.
  const next = { traceId: '', spanId: '' }
  const provider = new sdk.BasicTracerProvider({
    idGenerator: { generateTraceId: () => next.traceId, generateSpanId: () => next.spanId },
    resource: resourceFromAttributes({
      'service.name': process.env['OTEL_SERVICE_NAME'] ?? 'steward',
      'service.version': version,
    }),
    spanProcessors: [new sdk.BatchSpanProcessor(new OTLPTraceExporter({ url: `${endpoint.replace(/\/+$/, '')}/v1/traces` }))],
  })
  const tracer = provider.getTracer('steward', version)
  const kinds = { internal: api.SpanKind.INTERNAL, server: api.SpanKind.SERVER }
  const contextOf = (traceId: string, parent: SpanFacts['parent']) =>
    parent === undefined
      ? api.ROOT_CONTEXT
      : api.trace.setSpanContext(api.ROOT_CONTEXT, {
          traceId,
          spanId: parent.spanId,
          traceFlags: parent.isSampled ? api.TraceFlags.SAMPLED : api.TraceFlags.NONE,
          isRemote: true,
        })

  return {
    isSampled: (traceId) => {
      Object.assign(next, { traceId, spanId: '0000000000000001' })
      return (tracer.startSpan('probe', {}, api.ROOT_CONTEXT).spanContext().traceFlags & api.TraceFlags.SAMPLED) !== 0
    },
    tell: (facts) => {
      Object.assign(next, { traceId: facts.traceId, spanId: facts.spanId })
      const span = tracer.startSpan(
        facts.name,
        { kind: kinds[facts.kind], startTime: facts.startMs, attributes: facts.attributes },
        contextOf(facts.traceId, facts.parent),
      )
      if (facts.error !== undefined) span.setStatus({ code: api.SpanStatusCode.ERROR, message: facts.error })
      span.end(facts.endMs)
    },
    close: async () => {
      await Promise.race([provider.shutdown().catch(() => {}), new Promise((resolve) => setTimeout(resolve, closeMaxMs).unref())])
    },
  }
}
