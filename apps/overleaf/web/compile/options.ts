import * as z from 'zod';

/** A text, or `undefined` for what is empty, null or of another kind, as some clients send. */
const optionalText = z.preprocess(
  (value) => (typeof value === 'string' ? value : '') || undefined,
  z.string().optional(),
);
const flag = z.preprocess((value) => value === true || value === 'true', z.boolean());

/** The body of a request to compile, as JSON or as a form; other fields are ignored. */
export const compileBody = z.preprocess(
  (body) => body ?? {},
  z.object({
    rootDoc_id: optionalText,
    compiler: optionalText,
    draft: flag,
    check: z
      .enum(['validate', 'error', 'silent'], 'must be validate, error or silent')
      .nullish()
      .catch(undefined),
    incrementalCompilesEnabled: flag,
    stopOnFirstError: flag,
  }),
);

/** What a user asks for. */
export type CompileOptions = z.output<typeof compileBody> & { isAuto: boolean };

export const compilers = ['pdflatex', 'latex', 'xelatex', 'lualatex'] as const;

/** The compiler to use: that of the request, if it is one, else that of the project. */
export const compilerOf = (wanted: string | undefined, ofProject: string): string =>
  compilers.find((each) => each === wanted) ?? ofProject;
