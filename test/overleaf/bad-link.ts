import { carriers, type OpenCarrier } from '#apps/overleaf/real-time/client/carrier';

/** How often things go wrong, of all packets. */
const rates = { break: 0.004, lose: 0.001, double: 0.05 };
const delayMs = 20;

/**
 * A link on which what is sent comes late, in another order, twice or never, and which breaks now and then: from some packet on
 * nothing comes through in either direction, and a moment later the connection is gone. Answers to requests come at once, because a
 * server never sends what belongs to a request before its answer.
 */
export const badLink =
  (random: () => number): OpenCarrier =>
  (url, id, events) => {
    let isBroken = false;
    const inner = carriers.websocket(url, id, {
      packet: (packet) =>
        packet.startsWith('5') ? carry(packet, events.packet) : pass(packet, events.packet),
      closed: events.closed,
    });

    function pass(packet: string, deliver: (packet: string) => void): void {
      if (!isBroken) deliver(packet);
    }

    function carry(packet: string, deliver: (packet: string) => void): void {
      if (!isBroken && random() < rates.break) {
        isBroken = true;
        setTimeout(() => inner.close(), delayMs * random());
      }
      const times = random() < rates.double ? 2 : 1;
      for (let time = 0; time < times; time += 1) setTimeout(() => pass(packet, deliver), delayMs * random());
    }

    return {
      send: (packet) => {
        if (random() >= rates.lose) carry(packet, inner.send);
      },
      close: () => inner.close(),
    };
  };
