import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decodePacket, encodePacket, type Packet } from '#apps/overleaf/real-time/wire/packet';
import { decodePayload, encodePayload } from '#apps/overleaf/real-time/wire/payload';

const packets: [text: string, packet: Packet][] = [
  ['0::', { type: 'disconnect' }],
  ['1::', { type: 'connect' }],
  ['2::', { type: 'heartbeat' }],
  ['8::', { type: 'noop' }],
  ['5:::{"name":"a","args":[]}', { type: 'event', name: 'a', args: [] }],
  [
    '5:7+::{"name":"joinDoc","args":["x",{"n":1}]}',
    { type: 'event', name: 'joinDoc', args: ['x', { n: 1 }], id: 7 },
  ],
  ['6:::4', { type: 'ack', id: 4, args: [] }],
  ['6:::4+[null,"x"]', { type: 'ack', id: 4, args: [null, 'x'] }],
  ['7:::1+0', { type: 'error', reason: '1+0' }],
];

describe('a packet of Socket.IO 0.9', () => {
  for (const [text, packet] of packets) {
    it(`${text} is written`, () => assert.equal(encodePacket(packet), text));
    if (!['error', 'noop'].includes(packet.type))
      it(`${text} is read`, () => assert.deepEqual(decodePacket(text), packet));
  }

  it('keeps colons, line ends and any character of its data', () => {
    const packet: Packet = {
      type: 'event',
      name: 'x',
      args: ['a:b::c\n', 'žluťoučký 🙂', '\ud83d', '\ufffd'],
    };
    const text = encodePacket(packet);
    assert.ok([...text].length === text.length && !text.includes('\ufffd'));
    assert.deepEqual(decodePacket(text), packet);
  });

  it('may lack what has no meaning here: arguments, an endpoint', () => {
    assert.deepEqual(decodePacket('5:::{"name":"a"}'), { type: 'event', name: 'a', args: [] });
    assert.deepEqual(decodePacket('5:2+:/chat:{"name":"a"}'), { type: 'event', name: 'a', args: [], id: 2 });
    assert.deepEqual(decodePacket('1::/chat'), { type: 'connect' });
  });

  it('is none: text, broken JSON, an event without a name, plain messages', () => {
    for (const text of [
      '',
      'joinProjectResponse',
      '5:::{"name":',
      '5:::{"args":[]}',
      '5:::[]',
      '3:::hi',
      '9::',
      '6:::x',
    ])
      assert.equal(decodePacket(text), undefined, text);
  });
});

describe('the body of a poll', () => {
  it('is a packet, or several with their lengths', () => {
    assert.equal(encodePayload(['2::']), '2::');
    assert.equal(encodePayload(['2::', '1::']), '\ufffd3\ufffd2::\ufffd3\ufffd1::');
    for (const list of [['2::'], ['2::', '5:::{"name":"a"}'], []])
      assert.deepEqual(decodePayload(encodePayload(list)), list);
  });

  it('that does not have the form gives what there is before', () => {
    assert.deepEqual(decodePayload('\ufffd3\ufffd2::\ufffdx'), ['2::']);
    assert.deepEqual(decodePayload('\ufffd99\ufffd2::'), ['2::']);
  });
});
