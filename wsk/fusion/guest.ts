import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { compileFunction, constants } from 'node:vm';

/** An action's entry function. */
export type Main = (args: unknown) => unknown;

/** The environment of a guest: its own variables, and those of the process but for the hidden ones. */
interface Environment {
  own: Record<string, string>;
  hidden: string[];
}

const parameters = ['exports', 'require', 'module', '__filename', '__dirname', 'process'];

/** Loads a CommonJS bundle with modules and a `process.env` of its own and returns its `main`. */
export function loadGuest(path: string, environment: Environment): Main {
  const compiled = compileFunction(readFileSync(path, 'utf8'), parameters, {
    filename: path,
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  const own = processWith(environment);
  const real = createRequire(path);
  const require = (id: string): unknown => (/^(node:)?process$/.test(id) ? own : real(id));
  const module = { exports: {} as { main: Main } };
  compiled.call(module.exports, module.exports, require, module, path, dirname(path), own);
  return module.exports.main;
}

function processWith({ own, hidden }: Environment): NodeJS.Process {
  const shared = Object.entries(process.env).filter(([name]) => !hidden.includes(name));
  const env = new Proxy<NodeJS.ProcessEnv>(
    { ...Object.fromEntries(shared), ...own },
    {
      // The platform sets these anew for each activation.
      get: (variables, name: string) => (isOfPlatform(name) ? process.env[name] : variables[name]),
      set: (variables, name: string, value: unknown) => Reflect.set(variables, name, String(value)),
    },
  );
  return Object.create(process, { env: { value: env, enumerable: true } }) as NodeJS.Process;
}

const isOfPlatform = (name: unknown): boolean => typeof name === 'string' && name.startsWith('__OW_');
