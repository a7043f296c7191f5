import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isAccount, isSocket, isStream } from '#apps/overleaf/web/front-door';

const id = '5f0000000000000000000001';

describe('the front door of Overleaf', () => {
  it('serves itself what moves files', () => {
    const streams = [
      ['POST', `/project/${id}/upload`],
      ['POST', `/Project/${id}/upload`],
      ['POST', '/project/new/upload'],
      ['GET', `/project/${id}/file/${id}`],
      ['HEAD', `/project/${id}/file/${id}`],
      ['GET', `/project/${id}/download/zip`],
      ['GET', '/project/download/zip'],
      ['GET', `/project/${id}/output/output.pdf`],
      ['GET', `/project/${id}/user/${id}/build/1-2/output/output.log`],
      ['GET', `/project/${id}/build/1-2/output/output.log`],
      ['GET', `/download/project/${id}/build/1-2/output/output.pdf`],
    ] as const;
    for (const [method, path] of streams) assert.ok(isStream(method, path), `${method} ${path}`);
  });

  it('leaves all else to the actions', () => {
    const others = [
      ['DELETE', `/project/${id}/output`],
      ['DELETE', `/project/${id}/file/${id}`],
      ['POST', `/project/${id}/file/${id}/rename`],
      ['PUT', `/project/${id}/users/${id}`],
      ['GET', `/project/${id}`],
      ['GET', '/project'],
      ['POST', `/project/${id}/linked_file`],
      ['GET', '/user/projects'],
      ['GET', `/project/${id}/wordcount`],
    ] as const;
    for (const [method, path] of others) assert.ok(!isStream(method, path), `${method} ${path}`);
  });

  it('tells accounts from projects', () => {
    for (const path of ['/login', '/Logout', '/user/settings', '/launchpad/register_admin', '/admin'])
      assert.ok(isAccount(path), path);
    for (const path of ['/user/projects', '/loginx', '/project', '/', '/tag', '/users'])
      assert.ok(!isAccount(path), path);
  });

  it('tells sockets from the rest', () => {
    for (const path of ['/socket.io', '/socket.io/1/', '/socket.io/1/websocket/x'])
      assert.ok(isSocket(path), path);
    assert.ok(!isSocket('/socket.iox'));
  });
});
