import assert from 'node:assert/strict';
import { it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { ObjectId } from 'mongodb';
import { describeForms, withoutAddressOf } from '#test/harness/forms';

interface Checked {
  misspellings: { index: number; suggestions: string[] }[];
}

describeForms('overleaf', 'spelling', { skip: withoutAddressOf('spelling') }, ({ services }) => {
  const url = services.spelling ?? '';
  const newUser = (): string => new ObjectId().toHexString();

  const send = (path: string, body: unknown) =>
    fetch(url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
      body: gzipSync(JSON.stringify(body)),
    });
  /** The places of the misspelled words. */
  async function wrongOf(words: unknown[], user = newUser(), language?: string): Promise<number[]> {
    const response = await send(`/user/${user}/check`, { words, language });
    const text = await response.text();
    assert.equal(response.status, 200, text);
    return (JSON.parse(text) as Checked).misspellings.map(({ index }) => index);
  }

  it('checks the first 10,000 words, and each of several equal ones', async () => {
    const words = Array(10_001).fill('right');
    words[0] = 'wrold';
    words[150] = 'helllo';
    words[9_999] = 'wrold';
    words[10_000] = 'wrold';
    assert.deepEqual(await wrongOf(words), [0, 150, 9_999]);
  });

  it('answers many requests in several languages at once, each with its own result', async () => {
    const languages = ['en', 'en_GB', 'en_US'];
    const jobs = Array.from({ length: 60 }, (_, index) => ({
      language: languages[index % 3],
      word: `wrold${'abcdefghij'[index % 10]}${'klmnop'[Math.floor(index / 10)]}`,
    }));
    const found = await Promise.all(
      jobs.map(({ language, word }) => wrongOf(['world', word, 'colour', 'color'], newUser(), language)),
    );
    for (const [index, { language }] of jobs.entries()) {
      const spelled = { en: [1], en_GB: [1, 3], en_US: [1, 2] }[language ?? ''];
      assert.deepEqual(found[index], spelled, JSON.stringify(jobs[index]));
    }
  });

  it('takes no word for a command of aspell', async () => {
    const words = [
      'x\n*wrolld',
      'x\n!',
      'x\n$$cs pers,/tmp/x',
      'x\n#',
      '*wrolld',
      '@wrolld',
      '\\wrolld{',
      '%',
    ];
    assert.deepEqual(await wrongOf([...words, 'wrolld', 'helllo']), [8, 9]);
    assert.deepEqual(await wrongOf(['wrolld']), [0]);
  });

  it('knows a learned word at once, for this user only, however many learn at the same time', async () => {
    const user = newUser();
    const words = ['fooab', 'foobc', 'foocd', 'foode', 'fooef'];
    const learned = await Promise.all(words.map((word) => send(`/user/${user}/learn`, { word })));
    for (const { status } of learned) assert.equal(status, 204);
    assert.deepEqual(await wrongOf(words, user), []);
    assert.deepEqual(await wrongOf(words), [0, 1, 2, 3, 4]);
    const list = (await (await fetch(`${url}/user/${user}`)).json()) as string[];
    assert.deepEqual(list.sort(), words);
    assert.equal((await fetch(`${url}/user/${user}`, { method: 'DELETE' })).status, 204);
    assert.deepEqual(await wrongOf(words.slice(0, 1), user), [0]);
  });

  it('refuses bad bodies with 400 that says why, and large ones with 413', async () => {
    for (const body of [
      {},
      { words: null },
      { words: 'wrold' },
      { words: 5 },
      { words: {} },
      [],
      'text',
      null,
    ]) {
      const response = await send(`/user/${newUser()}/check`, body);
      assert.equal(response.status, 400, JSON.stringify(body));
    }
    const language = await send(`/user/${newUser()}/check`, { language: 'xx', words: ['a'] });
    assert.equal(language.status, 400);
    assert.match(await language.text(), /no dictionary for "xx"/);
    for (const route of ['learn', 'unlearn'])
      for (const body of [{}, { word: '' }, { word: 5 }, { word: null }])
        assert.equal((await send(`/user/${newUser()}/${route}`, body)).status, 400, JSON.stringify(body));
    const words = ['a'.repeat(2 * 1024 * 1024)];
    assert.equal((await send(`/user/${newUser()}/check`, { words })).status, 413);
  });
});
