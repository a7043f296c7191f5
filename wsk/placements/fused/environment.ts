/** An action's entry function. */
export type Main = (args: unknown) => unknown;

/** The environment of a fused action: its own variables, and the variables of the process except the hidden ones. */
export interface Environment {
  own: Record<string, string>;
  hidden: string[];
}

/** Calls `load` with another environment. Every `config.ts` reads its variables while it is loaded. */
export function loadWithEnvironment<Loaded>({ own, hidden }: Environment, load: () => Loaded): Loaded {
  const { env } = process;
  const shared = Object.entries(env).filter(([name]) => !hidden.includes(name));
  process.env = { ...Object.fromEntries(shared), ...own };
  try {
    return load();
  } finally {
    process.env = env;
  }
}
