import * as z from 'zod';
import { notFound } from '#shared/errors';
import { errorHandler, service } from '#shared/http/service';
import { parse } from '#shared/parse';
import { openRedis } from '#shared/state/redis';
import { inWords, sendRobotShopError } from '../errors.ts';
import { jsonHealth } from '../health.ts';
import { allAccounts, findAccount, login, mongo, register } from './accounts.ts';
import { config } from './config.ts';
import { addOrder, history } from './history.ts';

const redis = openRedis(config.REDIS_URL);

/** Accounts, ids for those who have none, and the orders of those who have one. */
export const user = service('user');

user.get('/health', async (_request, response) => {
  const { status, body } = await jsonHealth({ mongo }, { redis });
  response.status(status).json(body);
});

user.get('/uniqueid', async (_request, response) => {
  response.json({ uuid: `anonymous-${await redis.use((client) => client.incr('anonymous-counter'))}` });
});

user.get('/check/:id', async (request, response) => {
  if ((await findAccount(request.params.id)) === null) throw notFound('user not found');
  response.send('OK');
});

user.get('/users', async (_request, response) => void response.json(await allAccounts()));

// Texts, and nothing else: an object would be read by MongoDB as an operator.
const filled = z.string().min(1);
const loginBody = z.object({ name: filled, password: filled });
const registerBody = z.object({ name: filled, password: filled, email: filled });
const orderBody = z.object({ orderid: filled, cart: z.unknown().optional() });
const page = z.object({
  limit: z.coerce.number().int().min(1).optional(),
  after: filled.optional(),
  missing: z.literal('empty').optional().catch(undefined),
});

user.post('/login', async (request, response) => {
  const { name, password } = parse(loginBody, request.body, 'body', inWords('name or passowrd not supplied'));
  response.json(await login(name, password));
});

user.post('/register', async (request, response) => {
  await register(parse(registerBody, request.body, 'body', inWords('insufficient data')));
  response.send('OK');
});

user.post('/order/:id', async (request, response) => {
  const { orderid, cart } = parse(orderBody, request.body, 'body', inWords('orderid not supplied'));
  await addOrder(request.params.id, orderid, cart);
  response.send('OK');
});

user.get('/history/:id', async (request, response) => {
  const words = inWords('limit must be a number of at least 1, after an orderid');
  response.json(await history(request.params.id, parse(page, request.query, 'query', words)));
});

user.use(errorHandler(sendRobotShopError));
