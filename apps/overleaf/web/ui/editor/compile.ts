import * as z from 'zod';
import { ask, send } from '../parts/api.ts';
import { projectId } from './project.ts';

const logEntry = z.object({
  level: z.enum(['error', 'warning', 'typesetting']),
  file: z.string().optional(),
  line: z.number().optional(),
  message: z.string(),
  content: z.string().optional(),
});
export type LogEntry = z.output<typeof logEntry>;

const compiled = z.object({
  status: z.string(),
  outputFiles: z.array(z.object({ path: z.string(), url: z.string() })),
  logEntries: z.array(logEntry),
  timings: z.record(z.string(), z.number()).optional(),
});
/** What has come of a compile. */
export type Compiled = z.output<typeof compiled>;

/** Compiles the project with the document as the main one, if there is one. */
export const compile = (rootDoc: string | null | undefined): Promise<Compiled> =>
  ask(compiled, 'POST', `/project/${projectId}/compile`, {
    rootDoc_id: rootDoc ?? null,
    draft: false,
    incrementalCompilesEnabled: true,
  });

/** Stops the compile that is under way. */
export const stop = (): Promise<Response> => send('POST', `/project/${projectId}/compile/stop`);

const words: Record<string, string> = {
  success: 'Compiled',
  failure: 'The compile failed; the messages say why',
  timedout: 'The compile took too long and was ended',
  terminated: 'The compile was stopped',
  'too-recently-compiled': 'This was compiled a moment ago; try again in a second',
  'compile-in-progress': 'Another compile of this project is under way',
  'validation-problems': 'There is no main document, or the project is too large',
  'project-too-large': 'The project is too large to be compiled',
};

/** What a status means. */
export const inWordsOf = (status: string): string => words[status] ?? `The compile ended as ${status}`;
