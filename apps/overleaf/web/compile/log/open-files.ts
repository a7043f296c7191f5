/** A parenthesis, with the path after it: one that begins like a path may have blanks up to its ending, others may have none. */
const parentheses = /\(((?:\.{0,2}\/[^()"]*?|[^\s()"]+)\.\w+(?![\w./-]))?|\)/g;

/** The files that TeX has open at a place of its log, where a parenthesis opens and another one closes each. */
export class OpenFiles {
  /** An empty text stands for a parenthesis that opens no file. */
  readonly #stack: string[] = [];
  #main: string | undefined;

  /** The innermost file of the project, or its main document after all of them; undefined in a file of TeX and before the first one. */
  current(): string | undefined {
    const path = this.#stack.findLast((each) => each !== '') ?? this.#main;
    return path?.startsWith('/') ? undefined : path;
  }

  /** Follows the parentheses of a line. */
  read(line: string): void {
    for (const [parenthesis, path = ''] of line.matchAll(parentheses)) {
      if (parenthesis === ')') this.#stack.pop();
      else this.#open(path.replace(/^\.\//, ''));
    }
  }

  #open(path: string): void {
    this.#stack.push(path);
    if (path !== '') this.#main ??= path;
  }
}
