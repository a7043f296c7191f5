import assert from 'node:assert/strict';
import { it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { type Editor, newProject, openDoc } from '#apps/overleaf/load/projects';
import { Visitor } from '#apps/overleaf/load/site';
import { median, percentile } from '#shared/statistics';
import { describeForms } from '#test/harness/forms';

const projects = 20;
const editorsOfAProject = 5;
const seconds = 60;
/** Each editor types a letter of its own. */
const letters = ['A', 'B', 'C', 'D', 'E'];

describeForms('overleaf', 'a hundred editors', ({ url }) => {
  it(`type for ${seconds} s, each once a second: nothing is lost or doubled`, {
    timeout: 300_000,
  }, async (t) => {
    const author = new Visitor(url);
    await author.register();
    const teams: Editor[][] = [];
    for (let each = 0; each < projects; each += 1) {
      const project = await newProject(author);
      teams.push(
        await Promise.all(Array.from({ length: editorsOfAProject }, () => openDoc(author, project))),
      );
    }
    t.after(() => {
      for (const { client } of teams.flat()) client.close();
    });
    const before = teams.map(([editor]) => editor?.doc.text ?? '');
    const latencies: number[] = [];
    const typed = await Promise.all(
      teams.map((team) =>
        Promise.all(team.map((editor, who) => type(editor, letters[who] ?? '', latencies))),
      ),
    );
    for (const [index, team] of teams.entries()) {
      const [editor] = team;
      for (const each of team)
        await each.changed(() => each.doc.isSaved && each.doc.text === editor?.doc.text);
      for (const [who, letter] of letters.entries()) {
        const more = count(editor?.doc.text, letter) - count(before[index], letter);
        assert.equal(more, typed[index]?.[who], `${letter} in project ${index}`);
      }
    }
    t.diagnostic(
      `${latencies.length} updates acknowledged: p50 ${median(latencies).toFixed(1)} ms, ` +
        `p99 ${percentile(latencies, 0.99).toFixed(1)} ms`,
    );
  });
});

const count = (text = '', letter: string): number => text.split(letter).length - 1;

/** Types a letter once a second at some place, and returns how often. */
async function type({ doc, changed }: Editor, letter: string, latencies: number[]): Promise<number> {
  await delay(1000 * Math.random());
  for (let second = 0; second < seconds; second += 1) {
    const from = performance.now();
    doc.edit([{ p: Math.floor(Math.random() * doc.text.length), i: letter }]);
    await changed(() => doc.isSaved);
    latencies.push(performance.now() - from);
    await delay(Math.max(0, 1000 - (performance.now() - from)));
  }
  return seconds;
}
