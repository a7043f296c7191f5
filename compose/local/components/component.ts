import type { ComponentName } from '#shared/app/addresses';
import type { Progress } from '#shared/cli/progress';
import type { Program } from '../install/find.ts';
import type { Command } from '../process.ts';

/** What a component may use when it starts. */
export interface Place {
  port: number;
  /** A folder of its own for its data. */
  folder: string;
  /** The path of one of its programs. */
  program(command: string): string;
  progress: Progress;
  freePort(): Promise<number>;
}

/** A server of others as a private process on this machine. */
export interface Component {
  name: ComponentName;
  title: string;
  programs: Program[];
  /** The programs that are enough instead of the usual ones; used when they are on PATH. */
  insteadOf?: Program[];
  url(port: number): string;
  /** The processes to start, in this order; each is ready before the next. They stop in reverse. */
  commands(place: Place): Promise<Command[]>;
}
