import assert from 'node:assert/strict';
import { ObjectId } from 'mongodb';

/** The name of a value in a recording: `$user1`, `$new2`, or `$USER1-in-upper-case`. `$x` is a formula of TeX. */
const name = /\$[a-zA-Z]+(\d+(-in-upper-case)?|-[A-Z]|-\d)/g;
const wholeName = new RegExp(`^${name.source}$`);

/** The values of the names of one group. Those that the asker has chosen are new ids at first use; others are bound by answers. */
export class Names {
  #values = new Map<string, string>();

  /** A text of the recording with the values of its names. */
  valueOf(text: string): string {
    return text.replace(name, (each) => {
      const upper = /^\$([A-Z]+\d*)-in-upper-case$/.exec(each)?.[1];
      return upper === undefined ? this.#value(each) : this.#value(`$${upper.toLowerCase()}`).toUpperCase();
    });
  }

  #value(each: string): string {
    const value = this.#values.get(each) ?? new ObjectId().toHexString();
    this.#values.set(each, value);
    return value;
  }

  /** The values of all names so far. */
  all = (): string[] => [...this.#values.values()];

  /** Lets a name get another value. */
  forget(each: string): void {
    this.#values.delete(each);
  }

  /** Whether a text is a name that has no value yet. */
  isUnbound = (text: string): boolean => wholeName.test(text) && !this.#values.has(text);

  /** Asserts that a value is the one of a name, which it becomes when the name has none. */
  bind(text: string, value: unknown, where: string): void {
    if (this.isUnbound(text)) this.#values.set(text, String(value));
    else assert.equal(value, this.valueOf(text), where);
  }

  /** A JSON value of the recording, with the values of its names and with what stands for long texts written out. */
  filled(value: unknown): unknown {
    if (typeof value === 'string') return this.valueOf(value);
    if (Array.isArray(value)) return value.map((each) => this.filled(each));
    if (typeof value !== 'object' || value === null) return value;
    const { $repeat, $repeatList, $concat, $json } = value as Record<string, unknown[]>;
    if ('$json' in value) return JSON.stringify(this.filled($json));
    if ($repeat !== undefined) return String(this.filled($repeat[0])).repeat(Number($repeat[1]));
    if ($repeatList !== undefined) return Array(Number($repeatList[1])).fill(this.filled($repeatList[0]));
    if ($concat !== undefined) return $concat.map((each) => this.filled(each)).join('');
    return Object.fromEntries(
      Object.entries(value).map(([key, each]) => [this.valueOf(key), this.filled(each)]),
    );
  }
}
