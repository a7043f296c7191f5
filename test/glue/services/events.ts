/** Samples that all services of the suite answer with. */
export const samples = {
  png: Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 255]),
  bytes: Buffer.from(Array.from({ length: 256 }, (_, i) => i)),
  big: 'x'.repeat(1_000_000),
  page: '<p>grüße 日本 🤖</p>'.repeat(50),
  record: { name: 'Röbot', price: 12.5, tags: ['a', 'b'] },
};

/** Where a service notes what it has noticed, to be asked for by a later request. */
export type Seen = string[];
