import assert from 'node:assert/strict';
import { request } from 'node:http';
import { before, it } from 'node:test';
import { describeForms } from '#test/harness/forms';
import { type Person, register } from '#test/overleaf/accounts';
import { createProject } from '#test/overleaf/sharing';

/** Asks for a path as it is, which `fetch` would tidy up. */
const askRaw = (url: string, path: string, { browser }: Person): Promise<{ status: number; text: string }> =>
  new Promise((resolve, reject) => {
    const headers = { cookie: browser.cookie, accept: 'application/json' };
    request(url, { path, headers }, (response) => {
      let text = '';
      response.setEncoding('latin1');
      response.on('data', (part: string) => {
        text += part;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
    })
      .on('error', reject)
      .end();
  });

/** The ways to write `..` and `/`. */
const ups = [
  '../',
  '%2e%2e/',
  '..%2f',
  '%2e%2e%2f',
  '%2E%2E%2F',
  '..%5c',
  '..\\',
  '.%2e/',
  '%252e%252e%252f',
];

describeForms('overleaf', 'paths that lead elsewhere', ({ url }) => {
  let [ada, eve]: Person[] = [];
  let [secret, own, build] = ['', '', ''];

  before(async () => {
    [ada, eve] = [await register(url), await register(url)];
    [secret, own] = [await createProject(ada), await createProject(eve)];
    const { body } = await ada.browser.post(`/project/${secret}/compile`, {});
    build = Object(body).outputFiles[0].build;
    assert.equal((await askRaw(url, `/project/${secret}/output/output.pdf`, ada)).status, 200);
  });

  const assertRefused = async (path: string): Promise<void> => {
    const { status, text } = await askRaw(url, path, eve as Person);
    assert.ok([400, 403, 404].includes(status), `${path} is ${status}`);
    assert.ok(!text.startsWith('%PDF') && !text.includes('root:'), path);
  };

  for (const up of ups)
    it(`${up} leads to nobody else's builds, nor to files of the machine`, async () => {
      const elsewhere = `project/${secret}/user/${ada?.id}/build/${build}/output/output.pdf`;
      for (const times of [1, 2, 3, 4, 5, 6, 8]) {
        const away = up.repeat(times);
        await assertRefused(`/project/${own}/output/${away}${elsewhere}`);
        await assertRefused(`/project/${own}/output/${away}${elsewhere.replaceAll('/', '%2f')}`);
        await assertRefused(`/project/${own}/output/${away}output/output.pdf`);
        await assertRefused(`/project/${own}/build/${away}${build}/output/output.pdf`);
        await assertRefused(`/project/${own}/output/${away}etc/passwd`);
        await assertRefused(`/project/${own}/file/${away}${secret}`);
      }
      await assertRefused(`/project/${own}/${up}${secret}/output/output.pdf`);
      await assertRefused(`/project/${up}${secret}/output/output.pdf`);
      await assertRefused(`/project/${own}/build/${up}${up}${secret}.${ada?.id}/${build}/output/output.pdf`);
    });

  it('absolute paths, other spellings of ids, and signs that end a text are refused', async () => {
    await assertRefused(`/project/${own}/output//etc/passwd`);
    await assertRefused(`/project/${own}/output/%2fetc%2fpasswd`);
    await assertRefused(`/project/${own}/output/file:%2f%2f%2fetc%2fpasswd`);
    await assertRefused(`/project/${own}/output/output.pdf%00.log`);
    for (const id of [secret.toUpperCase(), `${own}%00`, '%2fetc%2fpasswd', '%00', '$ne', 'undefined', '%zz'])
      await assertRefused(`/project/${id}/output/output.pdf`);
    await assertRefused(`/project/${secret}/build/${build}/output/output.pdf`);
    await assertRefused(`/project/${own}/user/${ada?.id}/build/${build}/output/output.pdf`);
    await assertRefused(`/project/${own}/build/${build}/output/output.pdf`);
  });

  it('a link to what a compile has made leads nowhere else', async () => {
    const elsewhere = `project/${secret}/user/${ada?.id}/output/output.pdf`;
    for (const path of [`../../../../../${elsewhere}`, '../output.pdf', '/etc/passwd', '..']) {
      const data = { source_project_id: own, source_output_file_path: path };
      const sent = { name: 'stolen.pdf', provider: 'project_output_file', data };
      const { status } = await (eve as Person).browser.post(`/project/${own}/linked_file`, sent);
      assert.ok([400, 404].includes(status), `${path} is ${status}`);
    }
  });
});
