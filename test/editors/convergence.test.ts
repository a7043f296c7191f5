import assert from 'node:assert/strict';
import { it } from 'node:test';
import pLimit from 'p-limit';
import * as z from 'zod';
import { newDoc, newProject } from '#apps/overleaf/load/projects';
import { Visitor } from '#apps/overleaf/load/site';
import type { OpenDoc } from '#apps/overleaf/real-time/client/open-doc';
import { ProjectClient } from '#apps/overleaf/real-time/client/project-client';
import { eventually } from '#test/harness/eventually';
import { describeForms, withoutAddressOf } from '#test/harness/forms';
import { randomFrom } from '#test/harness/random';
import { badLink } from '#test/overleaf/bad-link';

const runs = 1000;
const runsAtOnce = 20;
const projects = 4;
const stepsOfARun = 15;
/** Milliseconds for an update that was lost to be sent again, and for a new connection. */
const patienceMs = 60_000;
/** Each editor types a letter of its own, so that what is lost or doubled shows in the number of them. */
const letters = ['A', 'B', 'C'];
const first = 'the text with which a run begins';

const described = z.object({ lines: z.array(z.string()), version: z.number() });

describeForms(
  'overleaf',
  'three editors over a bad link',
  { skip: withoutAddressOf('document-updater', 'docstore') },
  ({ url, services }) => {
    it(`${runs} runs: all editors and stores have the same text, and all that was typed`, {
      timeout: 600_000,
    }, async (t) => {
      const random = randomFrom(2026);
      const author = new Visitor(url);
      await author.register();
      const teams = await Promise.all(
        Array.from({ length: projects }, async () => {
          const project = await newProject(author);
          const editors = letters.map(
            () =>
              new ProjectClient({
                url,
                cookie: author.cookie,
                projectId: project,
                flushMs: 5,
                transport: badLink(random),
              }),
          );
          t.after(() => {
            for (const editor of editors) editor.close();
          });
          return { project, editors };
        }),
      );
      const limit = pLimit(runsAtOnce);
      const written = await Promise.all(
        Array.from({ length: runs }, (_, index) =>
          limit(async () => {
            const { project, editors } = teams[index % projects] ?? assert.fail();
            const doc = await newDoc(author, project, `${index}.tex`);
            return { project, doc, text: await runOnce(editors, { project, doc }, randomFrom(index)) };
          }),
        ),
      );
      for (const { project } of teams)
        await fetch(`${services['document-updater']}/project/${project}/flush`, { method: 'POST' });
      for (const { project, doc, text } of written)
        assert.equal((await stored(`${services.docstore}/project/${project}/doc/${doc}`)).text, text);
    });

    async function runOnce(
      editors: ProjectClient[],
      { project, doc }: { project: string; doc: string },
      random: () => number,
    ): Promise<string> {
      const open = editors.map((editor) => editor.open(doc));
      await eventually(
        () =>
          assert.ok(
            open.every(({ version }) => version >= 0),
            `${doc} opens`,
          ),
        patienceMs,
      );
      open[0]?.edit([{ p: 0, i: first }]);
      const typed = letters.map(() => 0);
      for (let step = 0; step < stepsOfARun; step += 1) {
        const who = Math.floor(random() * open.length);
        typed[who] = (typed[who] ?? 0) + editOnce(open[who] ?? assert.fail(), letters[who] ?? '', random);
        await new Promise((resolve) => setTimeout(resolve, 30 * random()));
      }
      const isDone = (): boolean =>
        open.every(
          ({ isSaved, text, version }) => isSaved && text === open[0]?.text && version === open[0].version,
        );
      const states = (): string =>
        open
          .map(({ isSaved, text, version }) => `${version} ${isSaved ? 'saved' : 'not saved'}: ${text}`)
          .join('; ');
      await eventually(() => assert.ok(isDone(), `${doc} is the same for all: ${states()}`), patienceMs);
      const { text = '', version } = open[0] ?? {};
      for (const [who, letter] of letters.entries())
        assert.equal(text.split(letter).length - 1, typed[who], `${letter} in ${JSON.stringify(text)}`);
      const held = await stored(`${services['document-updater']}/project/${project}/doc/${doc}`);
      assert.deepEqual(held, { text, version });
      for (const [who, each] of open.entries()) editors[who]?.closeDoc(each);
      return text;
    }
  },
);

/** Types the letter some times, or deletes one small letter. Returns how often it was typed. */
function editOnce(doc: OpenDoc, letter: string, random: () => number): number {
  const p = Math.floor(random() * (doc.text.length + 1));
  const old = doc.text.slice(p, p + 1);
  if (random() < 0.3 && /[a-z ]/.test(old)) {
    doc.edit([{ p, d: old }]);
    return 0;
  }
  const times = 1 + Math.floor(random() * 4);
  doc.edit([{ p, i: letter.repeat(times) }]);
  return times;
}

async function stored(address: string): Promise<{ text: string; version: number }> {
  const { lines, version } = described.parse(await (await fetch(address)).json());
  return { text: lines.join('\n'), version };
}
