import type { ComponentName } from '#shared/app/addresses';
import type { Program } from '../install/find.ts';
import type { Command } from '../process.ts';

/** The values and functions with which a component creates its commands. */
export interface ComponentContext {
  port: number;
  /** The component's folder for its data. */
  folder: string;
  /** The path of one of the component's programs; empty when it is not installed. */
  program(command: string): string;
  /** The class path of the component's jars. */
  classPath(): Promise<string>;
  freePort(): Promise<number>;
}

/** A backing service, for example a database, that runs as a private process on this machine. */
export interface Component {
  name: ComponentName;
  title: string;
  programs: Program[];
  /** Programs that are used in place of `programs` when they are installed. */
  alternatives?: Program[];
  /** The name of the component's jars, and the folder with their list. */
  jars?: { name: string; source: string };
  url(port: number): string;
  /** The processes in the order in which they start, each after the previous one is ready. They stop in reverse order. */
  commands(context: ComponentContext): Promise<Command[]>;
}
