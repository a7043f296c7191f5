/** Milliseconds without an edit before a compile, and those after the first edit at which it comes at the latest. */
const waits = { quiet: 2000, latest: 5000 };

/** Compiles when nobody has typed for a while, and never while a compile is under way. */
export class AutoCompile {
  #compile: () => void;
  #isOn = false;
  #isCompiling = false;
  #since: number | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(compile: () => void) {
    this.#compile = compile;
  }

  /** Switches it on or off. */
  turn(isOn: boolean): void {
    this.#isOn = isOn;
    this.#plan();
  }

  /** The text is another one. */
  edited(): void {
    this.#since ??= Date.now();
    this.#plan();
  }

  /** A compile begins, with all that was typed. */
  started(): void {
    this.#since = undefined;
    this.held();
  }

  /** Something begins during which nothing is compiled. */
  held(): void {
    this.#isCompiling = true;
    this.#plan();
  }

  /** That has ended. */
  ended(): void {
    this.#isCompiling = false;
    this.#plan();
  }

  #plan(): void {
    clearTimeout(this.#timer);
    if (!this.#isOn || this.#isCompiling || this.#since === undefined) return;
    const latest = this.#since + waits.latest - Date.now();
    this.#timer = setTimeout(this.#compile, Math.max(0, Math.min(waits.quiet, latest)));
  }
}
