import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { eventually } from '#test/harness/eventually';

/** What was published for the editors of projects. */
export interface EditorEvent {
  room_id: string;
  message: string;
  payload: unknown[];
  _id: string;
}

/** Listens to what web publishes, on the Redis at REDIS_URL. */
export async function listenToEditors(): Promise<{
  /** The events of a project since the last time, all that were published before now. */
  take(project: string): Promise<EditorEvent[]>;
  close(): void;
}> {
  const channel = 'editor-events';
  const [listener, sender] = [new Redis(process.env.REDIS_URL ?? ''), new Redis(process.env.REDIS_URL ?? '')];
  const events: EditorEvent[] = [];
  const seen = new Set<string>();
  listener.on('message', (_channel, text) => {
    const event = JSON.parse(text) as EditorEvent;
    seen.add(event.room_id);
    events.push(event);
  });
  await listener.subscribe(channel);
  return {
    async take(project) {
      // Redis keeps the order of messages: what was published before this one has come when it comes.
      const mark = randomUUID();
      await sender.publish(channel, JSON.stringify({ room_id: mark, message: 'mark', payload: [] }));
      await eventually(() => {
        if (!seen.has(mark)) throw new Error('the mark has not come yet');
      });
      return events.splice(0).filter((event) => event.room_id === project);
    },
    close() {
      listener.disconnect();
      sender.disconnect();
    },
  };
}
