import { zipSync } from 'fflate';
import * as z from 'zod';
import { parse } from '#shared/parse';
import { type Person, register } from './accounts.ts';
import { bytesAt, upload } from './uploads.ts';

/** The files of a project by their paths. */
export type ProjectFiles = Record<string, string | Uint8Array>;

const created = z.object({ success: z.literal(true), project_id: z.string() });
const compiled = z.object({
  status: z.string(),
  error: z.string().optional(),
  outputFiles: z.array(z.object({ path: z.string(), url: z.string() })),
  logEntries: z.array(
    z.object({
      level: z.enum(['error', 'warning', 'typesetting']),
      file: z.string().optional(),
      line: z.number().optional(),
      message: z.string(),
    }),
  ),
});

/** What web answers to a compile. */
export type CompiledProject = z.output<typeof compiled> & {
  /** Downloads a file that the compile has made. Fails when there is none. */
  output(path: string): Promise<Buffer>;
};

/** Somebody who uploads projects to a site and compiles them. */
export async function openWorkshop(url: string) {
  const person = await register(url);
  return {
    /** Uploads a project as an archive, and returns its id. */
    create: (files: ProjectFiles): Promise<string> => create(url, person, files),
    /** Compiles a project. */
    async compile(project: string, options: { compiler?: string } = {}): Promise<CompiledProject> {
      const { status, text, body } = await person.browser.post(`/project/${project}/compile`, options);
      if (status !== 200) throw new Error(`the compile is ${status}: ${text}`);
      const answer = parse(compiled, body, 'the answer to a compile');
      const output = async (path: string): Promise<Buffer> => {
        const file = answer.outputFiles.find((each) => each.path === path);
        if (file === undefined) throw new Error(`the compile has made no ${path}: ${JSON.stringify(answer)}`);
        return bytesAt(url, person.browser, file.url);
      };
      return { ...answer, output };
    },
  };
}

async function create(url: string, { browser }: Person, files: ProjectFiles): Promise<string> {
  const bytes = Object.entries(files).map(([path, content]) => [path, new Uint8Array(Buffer.from(content))]);
  const content = Buffer.from(zipSync(Object.fromEntries(bytes)));
  const name = 'sample.zip';
  const { body } = await upload(url, browser, '/project/new/upload', {
    file: { name, content },
    fields: { name },
  });
  return parse(created, body, 'the answer to an upload').project_id;
}
