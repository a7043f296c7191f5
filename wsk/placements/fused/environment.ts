/** An action's entry function. */
export type Main = (args: unknown) => unknown;

/** The environment of a guest: its own variables, and those of the process except the hidden ones. */
export interface Environment {
  own: Record<string, string>;
  hidden: string[];
}

/** Loads code that reads its environment while it is loaded, as every `config.ts` does, with an environment of its own. */
export function requireWith<Loaded>({ own, hidden }: Environment, load: () => Loaded): Loaded {
  const { env } = process;
  const shared = Object.entries(env).filter(([name]) => !hidden.includes(name));
  process.env = { ...Object.fromEntries(shared), ...own };
  try {
    return load();
  } finally {
    process.env = env;
  }
}
