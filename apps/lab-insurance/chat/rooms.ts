import type { Agent } from '../tokens.ts';

/** What the chat sends. */
export type ChatMessage =
  | { type: 'welcome'; users: string[] }
  | { type: 'joined' | 'left'; user: string; at: string; users: string[] }
  | { type: 'message'; user: string; avatar: string; text: string; at: string }
  | { type: 'error'; message: string };

/** One socket of an agent, who may have several. */
export interface Member extends Agent {
  /** Takes a message; must not throw. */
  send(message: ChatMessage): void;
}

/** Who talks where. Topics differ by more than the case of their letters. */
export interface Rooms {
  /** Lets a member in, who is told who is there; all others are told who has come. */
  join(topic: string, member: Member): void;
  /** Sends a text to all others. */
  say(topic: string, member: Member, text: string): void;
  /** Lets a member go; the others are told. Does nothing for somebody who is not there. */
  leave(topic: string, member: Member): void;
}

/** Rooms without anybody in them. `users` of what they send are all who are there then, each once. */
export function openRooms(now: () => string = () => new Date().toISOString()): Rooms {
  const rooms = new Map<string, Set<Member>>();
  const inRoom = (topic: string) => rooms.get(topic.toLowerCase()) ?? new Set();
  const users = (topic: string) => [...new Set([...inRoom(topic)].map(({ login }) => login))].sort();
  const tellOthers = (topic: string, member: Member, message: ChatMessage): void => {
    for (const other of inRoom(topic)) if (other !== member) other.send(message);
  };
  const tellPresence = (type: 'joined' | 'left', topic: string, member: Member): void =>
    tellOthers(topic, member, { type, user: member.login, at: now(), users: users(topic) });

  return {
    join(topic, member) {
      rooms.set(topic.toLowerCase(), inRoom(topic).add(member));
      member.send({ type: 'welcome', users: users(topic) });
      tellPresence('joined', topic, member);
    },
    say(topic, member, text) {
      const { login: user, avatar } = member;
      tellOthers(topic, member, { type: 'message', user, avatar, text, at: now() });
    },
    leave(topic, member) {
      if (!inRoom(topic).delete(member)) return;
      tellPresence('left', topic, member);
      if (inRoom(topic).size === 0) rooms.delete(topic.toLowerCase());
    },
  };
}
