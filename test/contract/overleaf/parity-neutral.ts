import { ObjectId } from 'mongodb';

/** What is random in each form, by the name of its field. */
const random = new Set([
  'token',
  'tokens',
  'deletedProjectReadWriteToken',
  'deletedProjectReadOnlyToken',
  'deleterIpAddress',
]);

/** Makes the values of one form comparable with those of the other: ids become the order in which answers had them, times a word. */
export class Neutral {
  #ids = new Map<string, number>();

  /** An answer, whose ids are known from here on. */
  readonly answer = (value: unknown): unknown => this.#neutral(value, true);

  /** What a store has. Ids that no answer had are all alike, and so is the order of what has none. */
  stored(documents: readonly unknown[]): string[] {
    return documents.map((each) => JSON.stringify(this.#neutral(each, false))).sort();
  }

  #text(text: string, isAnswer: boolean): string {
    return text
      .replace(/(?<![0-9a-f])[0-9a-f]{24}(?![0-9a-f])/g, (id) => {
        if (isAnswer && !this.#ids.has(id)) this.#ids.set(id, this.#ids.size);
        return `<id ${this.#ids.get(id) ?? 'of nobody'}>`;
      })
      .replace(/\d{4}-\d{2}-\d{2}T[\d:.]+Z/g, '<time>')
      .replace(/\/token\/\w+/g, '/token/<random>')
      .replace(/127\.0\.0\.1:\d+/g, '<host>');
  }

  #neutral(value: unknown, isAnswer: boolean): unknown {
    if (typeof value === 'string') return this.#text(value, isAnswer);
    if (typeof value === 'number') return value > 1e12 ? '<time>' : value;
    if (value instanceof Date) return '<time>';
    if (value instanceof ObjectId) return this.#text(value.toHexString(), isAnswer);
    if (Array.isArray(value)) return value.map((each) => this.#neutral(each, isAnswer));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, each]) => [
        this.#text(name, isAnswer),
        random.has(name) && each !== null ? '<random>' : this.#neutral(each, isAnswer),
      ]),
    );
  }
}
