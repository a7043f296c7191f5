import { cpus, release, totalmem } from 'node:os';

/** The machine on which something is measured. */
export interface Machine {
  cores: number;
  model: string;
  memoryGiB: number;
  system: string;
}

/** This machine. */
export const thisMachine = (): Machine => ({
  cores: cpus().length,
  model: cpus()[0]?.model.trim() ?? 'unknown',
  memoryGiB: Math.round(totalmem() / 2 ** 30),
  system: `${process.platform} ${release()}`,
});

/** A machine in words. */
export const machineText = ({ cores, model, memoryGiB, system }: Machine): string =>
  `${cores} cores of ${model}, ${memoryGiB} GiB, ${system}`;
