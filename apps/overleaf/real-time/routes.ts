import { timingSafeEqual } from 'node:crypto';
import { type RequestHandler, Router } from 'express';
import * as z from 'zod';
import { messageOf } from '#shared/errors';
import { HttpError } from '#shared/http/errors';
import { log } from '#shared/observe/log';
import { parse } from '#shared/parse';
import { idText } from '../ids.ts';
import { type Client, clients, docRooms, projectRooms } from './client.ts';
import { authorization } from './credentials.ts';
import { drain, draining } from './draining.ts';
import { publishEvent } from './publish.ts';
import { redis } from './redis.ts';

/** The routes beside the sockets, for the other services and for operators. */
export const routes = Router();

const onlyServices: RequestHandler = ({ headers }, response, next) => {
  const given = Buffer.from(headers.authorization ?? '');
  const expected = Buffer.from(authorization);
  if (given.length === expected.length && timingSafeEqual(given, expected)) return next();
  response.set('WWW-Authenticate', 'Basic realm="Authorization Required"');
  throw new HttpError(401, 'Unauthorized');
};

routes.get('/', (_request, response) => {
  if (draining.isClosing) response.status(503).send('real-time is closed');
  else response.send('real-time is open');
});

routes.get('/health_check/redis', async (_request, response) => {
  response.sendStatus((await redis.isHealthy()) ? 200 : 503);
});

routes.get('/socket.io/socket.io.js', (_request, response) => {
  response.type('js').send('// Speak the protocol of Socket.IO 0.9 with this server.\n');
});

const shown = (client: Client): object => {
  const { connection, project, session, connectedAt } = client;
  const joined = project !== undefined && {
    project_id: project.id,
    user_id: session.user._id,
    first_name: session.user.first_name,
    last_name: session.user.last_name,
    email: session.user.email,
    connected_time: connectedAt,
  };
  return { client_id: connection.id, ...joined, rooms: [...projectRooms.of(client), ...docRooms.of(client)] };
};

routes.get('/clients', (_request, response) => void response.json([...clients.values()].map(shown)));

routes.get('/clients/:id', ({ params }, response) => {
  const client = clients.get(params.id);
  if (client === undefined) response.sendStatus(404);
  else response.json(shown(client));
});

routes.post('/client/:id/disconnect', onlyServices, ({ params }, response) => {
  const client = clients.get(String(params.id));
  client?.connection.close();
  response.sendStatus(client === undefined ? 404 : 204);
});

routes.post('/project/:project/message/:message', onlyServices, async ({ params, body }, response) => {
  const project = parse(idText, params.project, 'project');
  for (const payload of Array.isArray(body) ? body : [body ?? {}])
    await publishEvent(project, String(params.message), payload);
  response.sendStatus(204);
});

const rate = z.coerce.number('must be a whole number').int().min(0).default(4);

routes.post('/drain', onlyServices, ({ query }, response) => {
  drain(parse(rate, query.rate, 'rate')).catch((error: unknown) =>
    log.error({ cause: messageOf(error) }, 'draining has stopped'),
  );
  response.sendStatus(204);
});
