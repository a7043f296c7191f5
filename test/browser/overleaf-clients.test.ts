import assert from 'node:assert/strict';
import { it } from 'node:test';
import * as z from 'zod';
import { describeForms } from '#test/harness/forms';
import { noBrowser } from './chromium.ts';
import { overleafPages } from './overleaf-pages.ts';

const answer = z.object({
  name: z.literal('joinProjectResponse'),
  args: z.tuple([
    z.object({
      project: z.object({ rootFolder: z.array(z.object({ docs: z.array(z.object({ name: z.string() })) })) }),
    }),
  ]),
});

describeForms('overleaf', 'editor pages that programs open', { skip: noBrowser }, ({ url }) => {
  const { register } = overleafPages(url);

  it('have the tree of the project in a frame of their socket', async () => {
    const { page } = await register();
    const token = await (await page.request.get(`${url}/dev/csrf`)).text();
    const made = await page.request.post(`${url}/project/new`, {
      headers: { 'x-csrf-token': token },
      data: { projectName: 'Read by a program', template: 'none' },
    });
    const { project_id } = z.object({ project_id: z.string() }).parse(await made.json());
    const tree = new Promise<unknown>((resolve) =>
      page.on('websocket', (socket) =>
        socket.on('framereceived', ({ payload }) => {
          const text = String(payload);
          if (text.includes('"joinProjectResponse"')) resolve(JSON.parse(text.slice(text.indexOf('{'))));
        }),
      ),
    );
    await page.goto(`${url}/Project/${project_id}`);
    const [{ project }] = answer.parse(await tree).args;
    assert.deepEqual(
      project.rootFolder.map(({ docs }) => docs.map(({ name }) => name)),
      [['main.tex']],
    );
  });
});
