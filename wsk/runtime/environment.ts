// The variables of the activation in hand. Not set with the system, which keeps each value that it was ever given.
const current: Record<string, string> = Object.create(null) as Record<string, string>;
const names: Record<string, string> = {};

/** Lets `process.env` show what `setContext` says over what the process was given. */
export function installEnvironment(): void {
  process.env = new Proxy(process.env, {
    get: (given, name: string) => current[name] ?? given[name],
    has: (given, name) => name in current || name in given,
    ownKeys: (given) => [...new Set([...Object.keys(given), ...Object.keys(current)])],
    getOwnPropertyDescriptor: (given, name: string) =>
      name in current
        ? { value: current[name], writable: true, enumerable: true, configurable: true }
        : Object.getOwnPropertyDescriptor(given, name),
    set(given, name: string, value: unknown) {
      if (name in current) current[name] = String(value);
      else given[name] = value as string;
      return true;
    },
    deleteProperty: (given, name: string) => delete current[name] && delete given[name],
  });
}

/** Sets `__OW_ACTIVATION_ID` and so on; what is no text is left out. */
export function setContext(context: Record<string, unknown>): void {
  for (const key in context) {
    const value = context[key];
    names[key] ??= `__OW_${key.toUpperCase()}`;
    if (typeof value === 'string') current[names[key]] = value;
  }
}
