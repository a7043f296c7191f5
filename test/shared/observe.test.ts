import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { currentTrace, traceHeaders, type Wait, withTrace, withWait } from '#shared/observe/context';
import { type LogLine, parseLogLine, stepsOf } from '#shared/observe/steps';
import { timing } from '#shared/observe/timing';

const traceId = '0af7651916cd43dd8448eb211c80319c';
const line = (parts: Partial<LogLine>): LogLine => ({
  service: 'cart',
  trace: traceId,
  ms: 0,
  compute: 0,
  store: 0,
  gateway: 0,
  at: 0,
  waits: [],
  ...parts,
});

describe('a trace', () => {
  it('goes on from the header of the caller to the next service', () => {
    withTrace(`00-${traceId}-b7ad6b7169203331-01`, (trace) => {
      assert.equal(trace.traceId, traceId);
      assert.match(traceHeaders().traceparent ?? '', new RegExp(`^00-${traceId}-[0-9a-f]{16}-01$`));
    });
  });

  it('begins anew when the header is missing or nonsense', () => {
    for (const header of [undefined, '', 'rubbish', `00-${traceId}`]) {
      withTrace(header, (trace) => assert.notEqual(trace.traceId, traceId));
    }
  });

  it('is not mixed up by requests at the same time', async () => {
    const ids = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        withTrace(undefined, async (trace) => {
          await withWait('store', () => new Promise((resolve) => setImmediate(resolve)));
          return [currentTrace()?.traceId === trace.traceId, trace.waits.length, i];
        }),
      ),
    );
    assert.ok(ids.every(([same, waits]) => same === true && waits === 1));
  });
});

describe('the time of a request', () => {
  const waits = (...all: [kind: Wait, from: number, to: number][]) => ({
    traceId,
    spanId: '',
    waits: all.map(([kind, from, to]) => ({ kind, from, to })),
  });

  it('is split into parts that add up', () => {
    const { ms, compute, init, store, call, gateway } = timing(
      waits(['init', 3, 10], ['store', 10, 30], ['call', 40, 45], ['gateway', 50, 90]),
      0,
      100,
    );
    assert.deepEqual(
      { ms, compute, init, store, call, gateway },
      { ms: 100, compute: 28, init: 7, store: 20, call: 5, gateway: 40 },
    );
  });

  it('counts waits that overlap once', () => {
    const { compute, store, call } = timing(
      waits(['store', 0, 60], ['store', 20, 40], ['call', 50, 80]),
      0,
      100,
    );
    assert.deepEqual({ compute, store, call }, { compute: 20, store: 60, call: 20 });
  });
});

describe('the steps of a request', () => {
  it('add up to the time that the client saw; messages count for none of them', () => {
    const lines = [
      line({
        at: 1000,
        ms: 20,
        waits: [
          ['store', 1, 4],
          ['call', 5, 18],
        ],
      }),
      line({
        at: 1007,
        ms: 10,
        waits: [
          ['store', 1, 5],
          ['gateway', 5, 10],
        ],
      }),
      line({ at: 1000, ms: 100, work: 'consume orders' }),
    ];
    const { Invocation, Compute, Store, Gateway, Dispatch } = stepsOf(25, lines, 120);
    assert.deepEqual([Compute, Store, Gateway, Dispatch], [5, 7, 5, 120]);
    assert.equal(Invocation + Compute + Store + Gateway, 25);
  });

  it('count a moment once when services work at the same time', () => {
    const caller = line({
      at: 0,
      ms: 50,
      waits: [
        ['call', 0, 50],
        ['call', 0, 30],
      ],
    });
    const storing = line({ at: 10, ms: 20, waits: [['store', 0, 20]] });
    const computing = line({ at: 20, ms: 20, waits: [] });
    const { Invocation, Compute, Store } = stepsOf(50, [caller, storing, computing], 0);
    assert.deepEqual([Invocation, Compute, Store], [20, 20, 10]);
  });

  it('have as Init the start of an instance and of connections, where nobody does anything else', () => {
    const started = line({
      at: 20,
      ms: 15,
      initMs: 12,
      waits: [
        ['init', 1, 6],
        ['store', 6, 15],
      ],
    });
    const computing = line({ at: 10, ms: 12, waits: [['call', 2, 12]] });
    const { Invocation, Init, Compute, Store } = stepsOf(40, [started, computing], 0);
    assert.deepEqual([Invocation, Init, Compute, Store], [13, 15, 3, 9]);
  });

  it('end with the response, although work that it has started goes on', () => {
    const caller = line({ at: 0, ms: 30, waits: [['call', 1, 29]] });
    const later = line({ at: 20, ms: 400, waits: [['store', 5, 400]] });
    const { Invocation, Compute, Store } = stepsOf(30, [caller, later], 0);
    assert.deepEqual([Invocation, Compute, Store], [19, 7, 4]);
  });

  it('are read from lines as a process prints them and as an activation logs them', () => {
    const text = JSON.stringify(line({ ms: 4 }));
    assert.equal(parseLogLine(text)?.ms, 4);
    assert.equal(parseLogLine(`2026-01-01T00:00:00.000000000Z stdout: ${text}`)?.ms, 4);
    assert.equal(parseLogLine('{"message":"consuming"}'), undefined);
    assert.equal(parseLogLine('a line {that is no JSON'), undefined);
  });
});
