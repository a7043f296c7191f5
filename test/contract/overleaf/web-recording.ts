import { randomBytes } from 'node:crypto';
import { after, before } from 'node:test';
import type { DeployedForm } from '#test/harness/forms';
import { type Browser, openBrowser, type Page, type Sent } from '#test/overleaf/browser';
import { type EditorEvent, listenToEditors } from '#test/overleaf/editor-events';
import { Names } from './names.ts';
import type { Recorded } from './recording.ts';

/** A request of a browser to the original of web. */
export type WebRequest = Recorded['request'] & {
  who: string | null;
  accept?: string;
  form?: Record<string, string>;
  /** false: without the csrf token of the session. */
  csrf?: false;
};

/** The browsers of a group, by the name of who asks. */
export interface Browsers {
  of(who: string | null): Browser;
}

export function openBrowsers(url: string): Browsers {
  const all = new Map<string | null, Browser>();
  return {
    of(who) {
      const browser = all.get(who) ?? openBrowser(url);
      all.set(who, browser);
      return browser;
    },
  };
}

/**
 * The addresses of a recording are those of one site; a run has a domain of its own for them, so that runs do not meet. What stands for
 * a value in a recording, such as `<token>`, is in `values`.
 */
export class WebNames {
  readonly values = new Map<string, string>();
  readonly #names: Names;
  readonly #domain: string;

  constructor(names: Names, domain: string) {
    this.#names = names;
    this.#domain = domain;
  }

  /** A text or another JSON value of the recording, as this run has it. */
  filled<Value>(value: Value): Value {
    const text = JSON.stringify(this.#names.filled(value) ?? null)
      .replace(/@example\.org/gi, (found) => `@${this.#domain}.${found.slice(1)}`)
      .replace(/<[a-z ]+>/g, (found) => this.values.get(found) ?? found);
    return JSON.parse(text) as Value;
  }

  /** What this run has answered, as the recording has it. */
  recorded(text: string): string {
    return text
      .replaceAll(`${this.#domain}.`, '')
      .replaceAll(`.${[...this.#domain].reverse().join('')}"`, '"');
  }
}

/** Sends a recorded request. */
export async function sendAs(
  browser: Browser,
  { method, path, json, form, accept, headers, csrf }: WebRequest,
  names: WebNames,
): Promise<Page> {
  if (csrf !== false) names.values.set('<csrf token>', await browser.csrfToken());
  const sent: Sent = {
    ...(json !== undefined && { json: names.filled(json) }),
    ...(form !== undefined && { form: names.filled(form) }),
    ...(accept !== undefined && { accept }),
    ...(headers !== undefined && { headers: names.filled(headers) }),
    ...(csrf === false && { csrf }),
  };
  const { text, ...page } = await browser.ask(method, names.filled(path), sent);
  const restored = names.recorded(text);
  const body: unknown = typeof page.body === 'string' ? restored : JSON.parse(restored);
  return { ...page, text: restored, body };
}

const { MONGO_URL, REDIS_URL } = process.env;

/** Why what is stored and what editors hear cannot be compared with a recording, or false. */
export const noStores: string | false =
  (!MONGO_URL || !REDIS_URL) && 'MONGO_URL and REDIS_URL do not name the stores that are looked into';

/** A group of a recording while its requests are made again. */
export interface WebRun {
  deployed: DeployedForm;
  names: Names;
  webNames: WebNames;
  browsers: Browsers;
}

/** Begins a group, with names, addresses and browsers of its own. */
export function newRun(deployed: DeployedForm): WebRun {
  const names = new Names();
  const webNames = new WebNames(names, randomBytes(6).toString('hex'));
  return { deployed, names, webNames, browsers: openBrowsers(deployed.url) };
}

/** Listens to what editors are told during the suite in which it is called; answers the events since the last time. */
export function hearEditors(): (project: string) => Promise<EditorEvent[]> {
  let editors: Awaited<ReturnType<typeof listenToEditors>>;
  before(async () => {
    editors = await listenToEditors();
  });
  after(() => editors.close());
  return (project) => editors.take(project);
}
