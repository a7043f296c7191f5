import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { type Editor, newProject, openDoc } from '#apps/overleaf/load/projects';
import { Visitor } from '#apps/overleaf/load/site';
import type { OpenDoc } from '#apps/overleaf/real-time/client/open-doc';
import { eventually } from '#test/harness/eventually';
import type { DeployedForm } from '#test/harness/forms';

/** Each editor types a letter of its own, so that what is lost or doubled shows in the number of them. */
const letters = ['ж', 'š'] as const;
const pauseMs = 20;
/** Milliseconds in which editors recover when what was broken is back. */
const recoveryMs = 10_000;

/** Two editors who type into one document, over the two transports. */
export interface TwoEditors {
  project: string;
  docs: readonly OpenDoc[];
  /** Both type, from here on until `recover`. */
  type(): void;
  /** Resolves when each has typed so many more letters. */
  typeMore(count: number): Promise<void>;
  /** Asserts, from now on for ten seconds, that both get to the same text, saved, in which all is that they have typed; then that the stores have it. */
  recover(): Promise<void>;
  close(): void;
}

/** Opens the document of a new project in two editors. */
export async function openTwoEditors({
  url,
  services,
}: Pick<DeployedForm, 'url' | 'services'>): Promise<TwoEditors> {
  const author = new Visitor(url);
  await author.register();
  const project = await newProject(author);
  const editors: Editor[] = [];
  for (const transport of ['websocket', 'xhr-polling'] as const)
    editors.push(await openDoc(author, project, { transport, flushMs: 5 }));
  const docs = editors.map(({ doc }) => doc);
  const [first, second] = docs;
  assert.ok(first !== undefined && second !== undefined);
  const typed = letters.map(() => 0);
  let isTyping = false;
  let typing: Promise<unknown> = Promise.resolve();

  const typeLetter = (who: number): void => {
    const { text = '' } = docs[who] ?? {};
    docs[who]?.edit([{ p: Math.floor(Math.random() * (text.length + 1)), i: letters[who] ?? '' }]);
    typed[who] = (typed[who] ?? 0) + 1;
  };
  const keepTyping = async (who: number): Promise<void> => {
    while (isTyping) {
      typeLetter(who);
      await delay(pauseMs);
    }
  };
  const counts = (text: string): number[] => letters.map((letter) => text.split(letter).length - 1);
  const stored = async (service: string): Promise<string> => {
    const response = await fetch(`${services[service]}/project/${project}/doc/${first.id}`);
    assert.equal(response.status, 200, `${service}: ${await response.clone().text()}`);
    return Object(await response.json()).lines.join('\n');
  };
  const flush = async (): Promise<void> => {
    const address = `${services['document-updater']}/project/${project}/flush`;
    const response = await fetch(address, { method: 'POST' });
    assert.equal(response.status, 204, await response.text());
  };

  return {
    project,
    docs,
    type() {
      isTyping = true;
      typing = Promise.all(docs.map((_, who) => keepTyping(who)));
    },
    async typeMore(count) {
      const before = [...typed];
      await eventually(() => {
        for (const [who, all] of typed.entries()) assert.ok(all >= (before[who] ?? 0) + count);
      }, 60_000);
    },
    async recover() {
      isTyping = false;
      await typing;
      for (const who of docs.keys()) typeLetter(who);
      await eventually(() => {
        for (const { isSaved, text } of docs) {
          assert.ok(isSaved, 'all that was typed is acknowledged');
          assert.equal(text, first.text);
        }
      }, recoveryMs);
      assert.deepEqual(counts(first.text), typed);
      assert.equal(await stored('document-updater'), first.text);
      // Whoever flushes is told of an outage, and tries again.
      await eventually(flush, 60_000);
      assert.equal(await stored('docstore'), first.text);
    },
    close() {
      isTyping = false;
      for (const { client } of editors) client.close();
    },
  };
}
