import assert from 'node:assert/strict';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import supertest from 'supertest';
import { products } from '#apps/lab-insurance/product/seeds';
import { web } from '#apps/lab-insurance/web/service';
import { withFormHeader } from '#shared/http/form-header';

const nobody = 'http://127.0.0.1:1';
const door = supertest(
  withFormHeader('serverless', web({ GATEWAY_URL: nobody, AUTH_URL: nobody, CHAT_URL: nobody })),
);

it('says in each answer in which form the services run', async () => {
  for (const path of [
    '/',
    '/health',
    '/api/products',
    '/login',
    '/static/travel.jpg',
    '/nowhere',
    '/ws/chat/a/b',
  ])
    assert.equal((await door.get(path)).headers['x-form'], 'serverless', path);
});

it('answers for services that cannot be reached, in the words of all services', async () => {
  for (const [path, name] of [
    ['/api/products', 'gateway'],
    ['/login', 'auth'],
    ['/ws/chat/main/ada', 'chat'],
  ] as const) {
    const { body } = await door.post(path).expect(503).expect('X-Answered-By', 'front-door');
    assert.equal(body.code, 'UNAVAILABLE');
    assert.match(body.message, new RegExp(`^The ${name} service cannot be reached`));
  }
  const { body } = await door
    .post('/api/offers')
    .send({ a: 'x'.repeat(1024 * 1024) })
    .expect(413);
  assert.equal(body.code, 'BODY_TOO_LARGE');
});

it('has a picture for each product and each agent, small enough for any line', async () => {
  const folder = join(import.meta.dirname, '../../../apps/lab-insurance/web/static');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.\w+$/.test(name),
  );
  assert.equal(files.length, 16);
  for (const file of files) {
    assert.ok(statSync(join(folder, file)).size < 40_000, file);
    const { headers } = await door.get(`/static/${file}`).expect(200);
    assert.match(String(headers['content-type']), /^image\//);
  }
  for (const { image } of products) await door.get(image).expect(200);
});

it('serves no other files, and pictures to readers only', async () => {
  for (const path of ['/static/', '/static/..%2fservice.ts', '/static/none.jpg', '/api', '/ws/x'])
    assert.equal((await door.get(path).expect(404)).body.code, 'NOT_FOUND', path);
  assert.match((await door.get('/static/../service.ts').expect(200)).text, /<title>/);
  assert.equal((await door.post('/static/car.jpg').expect(405)).headers.allow, 'GET, HEAD');
});

it('keeps the route of the page over a reload', async () => {
  const { text } = await door.get('/policies/a-number').expect(200);
  assert.match(text, /<title>LAB Insurance Sales Portal<\/title>/);
});
