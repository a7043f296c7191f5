import * as z from 'zod';
import { invalid } from '#shared/errors';
import { parse } from '#shared/parse';
import { resourcePath, rootPath } from './resource-path.ts';

/** The bytes of a request at most, as in the original. */
export const bodyBytes = 7 * 1024 * 1024;

const compilers = ['pdflatex', 'latex', 'xelatex', 'lualatex'] as const;
/** A program that makes a PDF. */
export type Compiler = (typeof compilers)[number];

/** What may be passed on to LaTeX; other flags could undo the limits of a compile. */
const flags = ['-file-line-error', '-halt-on-error'] as const;

/** A value that may be absent, `null` or `false`, which all stand for `instead`. */
const orElse = <Schema extends z.ZodType>(schema: Schema, instead: z.input<Schema>) =>
  z.preprocess((value) => value || instead, schema);

const date = z
  .union([z.string(), z.number()])
  .transform((value) => new Date(value))
  .refine((value) => !Number.isNaN(value.getTime()), 'must be a date');

const resource = z.union(
  [
    z.object({ path: resourcePath, content: z.string() }),
    z.object({
      path: resourcePath,
      // Actions may be at a socket of this machine.
      url: z.url({ protocol: /^http(s|\+unix)?$/ }),
      modified: date.nullish(),
    }),
  ],
  { error: 'must have a path inside the project and a content, or a url with the date of its change' },
);
/** A file of a project, with its content or the address of it. */
export type Resource = z.output<typeof resource>;

const options = z.object({
  compiler: orElse(z.enum(compilers, `must be one of ${compilers.join(', ')}`), 'pdflatex'),
  /** Seconds; 0 stands for the limit of the service. */
  timeout: orElse(z.number('must be a number of seconds').min(0), 0),
  draft: orElse(z.boolean('must be true or false'), false),
  stopOnFirstError: orElse(z.boolean('must be true or false'), false),
  check: z.string('must be a text').nullish(),
  flags: orElse(z.array(z.enum(flags, `must be some of ${flags.join(', ')}`)), []),
  syncType: z.enum(['full', 'incremental'], 'must be full or incremental').nullish(),
  syncState: z.string('must be a text').regex(/^.*$/, 'may not have line ends').nullish(),
  imageName: z.string('must be a text').nullish(),
});

const compile = z.object({
  options: z.preprocess((value) => value ?? {}, options),
  rootResourcePath: orElse(rootPath, 'main.tex'),
  resources: z.preprocess((value) => (Array.isArray(value) ? value : []), z.array(resource)),
});
/** A request to compile a project. */
export type CompileRequest = z.output<typeof compile>;

/** Reads the body of a request. Throws `invalid`. */
export function readRequest(body: unknown): CompileRequest {
  const request = parse(z.object({ compile }), body ?? {}, 'body').compile;
  checkFolders(request.resources);
  return request;
}

/** Throws `invalid` for a path that is both a file and a folder. */
function checkFolders(resources: Resource[]): void {
  const files = new Set(resources.map(({ path }) => path));
  for (const { path } of resources) {
    const parts = path.split('/');
    for (let length = 1; length < parts.length; length += 1) {
      const folder = parts.slice(0, length).join('/');
      if (files.has(folder)) throw invalid(`${folder} is both a file and the folder of ${path}`);
    }
  }
}
