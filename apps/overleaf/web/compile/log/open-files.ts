/** The files that TeX has open at a place of its log, where a parenthesis opens and another one closes each. */
export class OpenFiles {
  /** An empty text stands for a parenthesis that opens no file. */
  readonly #stack: string[] = [];

  /** The innermost file of the project; undefined outside all of them. */
  current(): string | undefined {
    const path = this.#stack.findLast((each) => each !== '');
    return path?.startsWith('/') ? undefined : path;
  }

  /** Follows the parentheses of a line. */
  read(line: string): void {
    for (const [parenthesis, path = ''] of line.matchAll(/\(((?:\.{0,2}\/)?[^\s()"]+\.\w+)?|\)/g)) {
      if (parenthesis === ')') this.#stack.pop();
      else this.#stack.push(path.replace(/^\.\//, ''));
    }
  }
}
