// Files that the gateway takes and gives back.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeForms } from '#test/harness/forms';

describeForms('social-network', 'files of the gateway', ({ request }) => {
  test('files are kept and come back as they were, with their type', async () => {
    const content = Buffer.from(Array.from({ length: 300_000 }, (_, i) => (i * 7) % 256));
    const up = await request.post('/upload-media').attach('media', content, 'my picture.PNG').expect(200);
    assert.match(up.body.media_id, /^\d+$/);
    assert.equal(up.body.media_type, 'png');
    const name = `${up.body.media_id}.png`;
    const down = await request.get(`/get-media/?filename=${name}`).buffer().expect(200);
    assert.equal(down.headers['content-type'], 'image/png');
    assert.ok(content.equals(down.body as Buffer));
    const page = await request
      .post('/upload-media')
      .attach('media', Buffer.from('<b>'), 'x.html')
      .expect(200);
    const saved = await request.get(`/get-media/?filename=${page.body.media_id}.html`).buffer().expect(200);
    assert.equal(saved.headers['content-type'], 'application/octet-stream');
    assert.equal(saved.headers['content-disposition'], 'attachment');
  });

  test('uploads that are none are told what is missing', async () => {
    await request.get('/get-media/?filename=1.png').expect(404);
    await request.get('/get-media/').expect(400);
    assert.match((await request.post('/upload-media').send('x').expect(400)).text, /multipart/);
    assert.match((await request.post('/upload-media').field('a', 'b').expect(400)).text, /no file/);
    const noEnding = request.post('/upload-media').attach('media', Buffer.from('x'), 'noending');
    assert.match((await noEnding.expect(400)).text, /ending/);
    const two = request
      .post('/upload-media')
      .attach('a', Buffer.from('x'), 'a.png')
      .attach('b', Buffer.from('x'), 'b.png');
    assert.match((await two.expect(400)).text, /one file/);
  });
});
