import type { Response } from 'express';
import * as z from 'zod';
import { type HttpResponse, readResponse } from '#shared/http/client';
import { labError } from '../errors.ts';
import { read, unlessDown, write } from './clients.ts';
import { config } from './config.ts';

/** The services that follow policies by events, and where their inboxes are asked about. */
const consumers = {
  'policy-search': config.POLICY_SEARCH_URL,
  payment: config.PAYMENT_URL,
  documents: config.DOCUMENTS_URL,
  dashboard: config.DASHBOARD_URL,
};

/** Where events are set aside: by those who follow them, and by policy when a follower's action does not take one. */
const setAsideBy = { ...consumers, policy: config.POLICY_URL };

const eventsOf = z.object({ events: z.array(z.object({ type: z.string(), processedAt: z.string() })) });
const deadLetter = z.object({
  eventId: z.string(),
  type: z.string(),
  key: z.string(),
  attempts: z.number(),
  error: z.string(),
  failedAt: z.string(),
});
const dead = z.object({ deadLetters: z.array(deadLetter) });

/** When each consumer has taken in the sale of a policy; null for one that has not, or that cannot be asked. */
export async function arrivals(response: Response, policyNumber: string): Promise<object> {
  const path = `/events/of/${encodeURIComponent(policyNumber)}`;
  const times = await fromEach(consumers, response, path, (answer, what) => {
    const { events } = readResponse(eventsOf, answer, what);
    return events.find(({ type }) => type === 'policy-registered')?.processedAt;
  });
  return Object.fromEntries(times.map(({ consumer, found }) => [consumer, found ?? null]));
}

/** The events that were set aside, the newest first. */
export async function deadLetters(response: Response): Promise<object> {
  const lists = await fromEach(
    setAsideBy,
    response,
    '/events/dead',
    (answer, what) => readResponse(dead, answer, what).deadLetters,
  );
  const all = lists.flatMap(({ consumer, found = [] }) =>
    found.map(({ eventId, type, key, ...rest }) => ({ consumer, eventId, type, policyNumber: key, ...rest })),
  );
  return { deadLetters: all.sort((a, b) => Date.parse(b.failedAt) - Date.parse(a.failedAt)) };
}

/** Lets a service try an event again that it has set aside. Throws 404 for a name that is none of theirs. */
export function replay(name: string, eventId: string): Promise<HttpResponse> {
  const url = new Map(Object.entries(setAsideBy)).get(name);
  if (url === undefined)
    throw labError('NOT_FOUND', `There is no consumer ${name}, only ${Object.keys(setAsideBy).join(', ')}.`);
  return write(name, `${url}/events/dead/${encodeURIComponent(eventId)}/replay`);
}

/** Asks services, given by name and URL, at the same time. */
const fromEach = <Found>(
  services: Record<string, string>,
  response: Response,
  path: string,
  find: (answer: HttpResponse, what: string) => Found,
) =>
  Promise.all(
    Object.entries(services).map(async ([consumer, url]) => {
      const answer = await unlessDown(response, read(consumer, url + path));
      return { consumer, found: answer && find(answer, `the events of ${consumer}`) };
    }),
  );
