import type { Answer } from './stand-in.ts';

interface Rule {
  method: string;
  path: RegExp;
  answer: unknown;
}

/** Answers of a stand-in by method and path; 404 where there is none. */
export class Answers {
  #rules: Rule[] = [];

  /** From here on, paths that fit get this answer: a number is a status, anything else JSON, which may depend on the groups of the path. */
  on(method: string, path: RegExp, answer: unknown): void {
    this.#rules.unshift({ method, path, answer });
  }

  reset(): void {
    this.#rules = [];
  }

  readonly answer: Answer = ({ method, path }) => {
    const rule = this.#rules.find((each) => each.method === method && each.path.test(path));
    const groups = rule?.path.exec(path)?.slice(1) ?? [];
    const found = (typeof rule?.answer === 'function' ? rule.answer(...groups) : rule?.answer) ?? 404;
    return typeof found === 'number' ? { status: found } : { status: 200, body: found };
  };
}
