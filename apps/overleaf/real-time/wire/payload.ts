const mark = '\ufffd';

/** The body of a poll with some packets: one packet as it is, several each with its length in UTF-16 units before it. */
export function encodePayload(packets: string[]): string {
  const [only, more] = packets;
  if (only !== undefined && more === undefined) return only;
  return packets.map((packet) => `${mark}${packet.length}${mark}${packet}`).join('');
}

/** The packets in the body of a request of a polling client. What does not have the form ends the list. */
export function decodePayload(body: string): string[] {
  if (!body.startsWith(mark)) return body === '' ? [] : [body];
  const packets: string[] = [];
  for (let at = 0; at < body.length; ) {
    const [whole, length] = new RegExp(`${mark}(\\d+)${mark}`, 'y').exec(body.slice(at)) ?? [];
    if (whole === undefined) break;
    const from = at + whole.length;
    at = from + Number(length);
    packets.push(body.slice(from, at));
  }
  return packets;
}
