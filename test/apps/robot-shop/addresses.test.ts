import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { compat, hostUrl, mongoUrl } from '#apps/robot-shop/addresses';

describe('the variables of the original', () => {
  after(() => {
    delete process.env.SOME_HOST;
  });

  it('name hosts, with or without a port', () => {
    delete process.env.SOME_HOST;
    assert.equal(hostUrl('SOME_HOST', 'cart', 8080), 'http://cart:8080');
    process.env.SOME_HOST = '10.0.0.7';
    assert.equal(hostUrl('SOME_HOST', 'cart', 8080), 'http://10.0.0.7:8080');
    process.env.SOME_HOST = 'cart:9090';
    assert.equal(hostUrl('SOME_HOST', 'cart', 8080), 'http://cart:9090');
  });

  it('name a MongoDB whose database may be left out', () => {
    const url = (text?: string) => mongoUrl('users').parse(text);
    assert.equal(url(), 'mongodb://mongodb:27017/users');
    assert.equal(url('mongodb://127.0.0.1:27017'), 'mongodb://127.0.0.1:27017/users');
    assert.equal(url('mongodb://127.0.0.1:27017/'), 'mongodb://127.0.0.1:27017/users');
    assert.equal(url('mongodb://a:b@h1,h2/?replicaSet=r'), 'mongodb://a:b@h1,h2/users?replicaSet=r');
    assert.equal(url('mongodb://127.0.0.1:27017/other?x=1'), 'mongodb://127.0.0.1:27017/other?x=1');
    assert.throws(() => url('http://127.0.0.1'), /mongodb/);
  });

  it('ask for the defects of the original by one word', () => {
    assert.equal(compat().parse('original'), 'original');
    assert.equal(compat().parse(undefined), undefined);
    assert.equal(compat().parse(''), undefined);
    assert.throws(() => compat().parse('2020'));
  });
});
