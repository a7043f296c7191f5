import { type Express, Router } from 'express';
import { readBodies } from '#shared/http/bodies';
import { call } from '#shared/http/client';
import { errorHandler } from '#shared/http/service';
import type { Part } from '#shared/observe/health';
import type { KeyValue } from '#shared/state/key-value/key-value';
import { overleafService } from '../service-base.ts';
import { config, services } from './config.ts';
import { needsCsrfToken } from './csrf.ts';
import { mongo, redis } from './db.ts';
import { protectiveHeaders } from './headers.ts';
import { privateRoutes } from './private/routes.ts';
import { noSuchPage, sendError } from './send-error.ts';
import { openWebSessions, withSession } from './session.ts';
import { withUser } from './who.ts';

/** Bytes of a body: a document of 2 MiB, each of whose letters JSON may double, and what is around it. */
const bodyBytes = 6 * 1024 * 1024;

/** A service that works when its own health check says so. */
const remote = (url: string): Part => ({
  isHealthy: () =>
    call(`${url}/health_check`).then(
      ({ status }) => status === 200,
      () => false,
    ),
});

const neighbours = Object.fromEntries(Object.entries(services).map(([name, url]) => [name, remote(url)]));

/** Where the sessions are, and which routes are served. */
export interface WebOptions {
  sessionStore: KeyValue;
  /** Routes that are the same for everybody, so that no session is read for them. */
  forEverybody?: Router;
  /** Routes that read bodies themselves, as streams. */
  streams?: Router;
  /** Routes that get bodies as JSON. */
  routes?: Router[];
}

/**
 * The front of Overleaf: pages, accounts and projects. Other services use the private routes with a password; all else belongs to a
 * session, and changes need its csrf token.
 */
export function web({
  sessionStore,
  forEverybody = Router(),
  streams = Router(),
  routes = [],
}: WebOptions): Express {
  const sessions = openWebSessions(sessionStore);
  const app = overleafService(
    'web',
    { mongo, redis, ...neighbours },
    { status: 'web sharelatex is alive (web)', streamsBodies: true },
  );
  app.set('trust proxy', config.TRUSTED_PROXIES);
  app.use(privateRoutes(sessions));
  app.use(protectiveHeaders, forEverybody, withSession(sessions), withUser);
  app.use(streams);
  app.use(readBodies(bodyBytes), needsCsrfToken, ...routes);
  app.use(noSuchPage, errorHandler(sendError));
  return app;
}
