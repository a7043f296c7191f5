/** By whom and when something was said. */
interface Timed {
  user_id: string;
  /** Milliseconds since 1970. */
  timestamp: number;
}

/** What one person has said in one go. */
export interface Group<Message extends Timed> {
  user: string;
  messages: Message[];
}

/** Milliseconds after which the name and the time are shown again. */
const maxGapMs = 5 * 60_000;

/** Puts together what one person has said within five minutes of the message before. */
export function groupsOf<Message extends Timed>(messages: Message[]): Group<Message>[] {
  const groups: Group<Message>[] = [];
  for (const message of messages) {
    const last = groups.at(-1);
    const before = last?.messages.at(-1)?.timestamp ?? 0;
    if (last?.user === message.user_id && message.timestamp - before < maxGapMs) last.messages.push(message);
    else groups.push({ user: message.user_id, messages: [message] });
  }
  return groups;
}

/** A piece of a text, and where it leads if it is a link. */
export interface Piece {
  text: string;
  link?: string;
}

/** An address of the web; the sign at the end of a sentence does not belong to it. */
const address = /https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]}']/g;

/** A text with its links. */
export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const { 0: link, index } of text.matchAll(address)) {
    if (index > end) pieces.push({ text: text.slice(end, index) });
    pieces.push({ text: link, link });
    end = index + link.length;
  }
  if (end < text.length) pieces.push({ text: text.slice(end) });
  return pieces;
}
