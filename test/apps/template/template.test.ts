import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import supertest from 'supertest';
import { main } from '#apps/template/hello/serverless';
import { hello } from '#apps/template/hello/service';

describe('the template', () => {
  it('greets as a listener', async () => {
    await supertest(hello).get('/hello/Ada').expect(200, { text: 'Hello, Ada' });
    await supertest(hello)
      .get(`/hello/${'a'.repeat(101)}`)
      .expect(400, 'name may have at most 100 characters');
  });

  it('greets the same way as an action', async () => {
    const result = await main({ __ow_method: 'get', __ow_path: '/hello/Ada' });
    assert.equal(result.statusCode, 200);
    assert.deepEqual(JSON.parse(String(result.body)), { text: 'Hello, Ada' });
  });
});
