import { Router } from 'express';
import { notFound } from '../errors.ts';

/** An event that was set aside after too many attempts, or because it can never be handled. */
export interface DeadLetter {
  eventId: string;
  type: string;
  key: string;
  attempts: number;
  /** The message of the last attempt's error. */
  error: string;
  failedAt: string;
}

/** Where events are set aside. */
export interface DeadLetters {
  /** The dead letters, the newest first. */
  dead(): Promise<DeadLetter[]>;
  /** Tries a dead letter again. Resolves to false if there is none of this id; rejects with the error if it fails again. */
  replay(eventId: string): Promise<boolean>;
}

/** Admin routes: the dead letters, and the replay of one. */
export function deadLetterRoutes(letters: DeadLetters): Router {
  const router = Router();
  router.get('/dead', async (_request, response) => {
    response.json({ deadLetters: await letters.dead() });
  });
  router.post('/dead/:eventId/replay', async ({ params: { eventId } }, response) => {
    if (!(await letters.replay(eventId))) throw notFound(`No event ${eventId} was set aside here.`);
    response.json({ replayed: true });
  });
  return router;
}
