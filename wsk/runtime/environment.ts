// The variables of the current activation. They are not set in the real environment, because the C library never frees a value
// that was once set there.
const current: Record<string, string> = Object.create(null) as Record<string, string>;
const names: Record<string, string> = {};

/** Replaces `process.env` by a view in which the variables of `setContext` override the real environment of the process. */
export function installEnvironment(): void {
  process.env = new Proxy(process.env, {
    get: (real, name: string) => current[name] ?? real[name],
    has: (real, name) => name in current || name in real,
    ownKeys: (real) => [...new Set([...Object.keys(real), ...Object.keys(current)])],
    getOwnPropertyDescriptor: (real, name: string) =>
      name in current
        ? { value: current[name], writable: true, enumerable: true, configurable: true }
        : Object.getOwnPropertyDescriptor(real, name),
    set(real, name: string, value: unknown) {
      if (name in current) current[name] = String(value);
      else real[name] = value as string;
      return true;
    },
    deleteProperty: (real, name: string) => delete current[name] && delete real[name],
  });
}

/** Sets `__OW_ACTIVATION_ID` and the other variables of an activation; ignores values that are not strings. */
export function setContext(context: Record<string, unknown>): void {
  for (const key in context) {
    const value = context[key];
    names[key] ??= `__OW_${key.toUpperCase()}`;
    if (typeof value === 'string') current[names[key]] = value;
  }
}
