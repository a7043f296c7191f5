import { setTimeout as delay } from 'node:timers/promises';
import * as z from 'zod';
import { blameSystem, parseJson } from '#shared/parse';
import type { OpenDoc } from '../real-time/client/open-doc.ts';
import { ProjectClient, type ProjectOptions } from '../real-time/client/project-client.ts';
import type { Visitor } from './site.ts';

const created = z.object({ project_id: z.string() });
const tree = z.object({ rootDoc_id: z.string() });
const compiled = z.object({
  status: z.string(),
  outputFiles: z.array(z.object({ path: z.string(), url: z.string() })),
});

/** Milliseconds in which an editor has to hear of a change, also where actions are started for it on a slow machine. */
const deadlineMs = 120_000;

/** Milliseconds after which web starts another compile of a project. */
const compileDelayMs = 1000;

/** Creates a project with one document, and returns its id. */
export async function newProject(visitor: Visitor, projectName = 'Project'): Promise<string> {
  const answer = await visitor.post('/project/new', { projectName, template: 'none' });
  return (await jsonOf(created, answer)).project_id;
}

/** Compiles a project, and returns the path of the PDF. Waits when it was compiled just now. Rejects when there is no PDF. */
export async function compileOf(
  visitor: Visitor,
  project: string,
  headers: Record<string, string> = {},
): Promise<string> {
  const path = `/project/${project}/compile`;
  const options = { draft: false, incrementalCompilesEnabled: true };
  const { status, outputFiles } = await jsonOf(compiled, await visitor.post(path, options, { headers }));
  if (status === 'too-recently-compiled') {
    await delay(compileDelayMs);
    return compileOf(visitor, project, headers);
  }
  const pdf = outputFiles.find((file) => file.path === 'output.pdf');
  if (status !== 'success' || pdf === undefined) throw new Error(`POST ${path} ended as ${status}`);
  return pdf.url;
}

/** The main document of a project, as an editor has it open. */
export interface Editor {
  client: ProjectClient;
  doc: OpenDoc;
  /** Resolves as soon as something is so; looks whenever the document has changed. */
  changed(isSo: () => boolean): Promise<void>;
}

/** Opens the main document of a project in an editor of its own. */
export async function openDoc(
  { url, cookie }: Visitor,
  projectId: string,
  options: Partial<ProjectOptions> = {},
): Promise<Editor> {
  const waiting = new Set<() => void>();
  const look = (): void => {
    for (const each of waiting) each();
  };
  let refused: Error | undefined;
  const client = new ProjectClient({
    url,
    cookie,
    projectId,
    flushMs: 0,
    ...options,
    joined: look,
    rejected(error) {
      refused = error;
      look();
    },
  });

  const changed = (isSo: () => boolean, what = 'a change'): Promise<void> =>
    new Promise((resolve, reject) => {
      const end = (settle: () => void): void => {
        clearTimeout(late);
        waiting.delete(check);
        settle();
      };
      const check = (): void => {
        const error = refused;
        if (error !== undefined) end(() => reject(error));
        else if (isSo()) end(resolve);
      };
      const late = setTimeout(
        () => end(() => reject(new Error(`the editor did not see ${what} within ${deadlineMs / 1000} s`))),
        deadlineMs,
      );
      waiting.add(check);
      check();
    });

  await changed(() => client.joined !== undefined, 'its project');
  const doc = client.open(tree.parse(client.joined?.project).rootDoc_id, { changed: look, saved: look });
  await changed(() => doc.version >= 0, 'its document');
  return { client, doc, changed };
}

/** The JSON of an answer. */
export const jsonOf = async <Schema extends z.ZodType>(
  schema: Schema,
  response: Response,
): Promise<z.output<Schema>> =>
  parseJson(schema, await response.text(), `the answer to ${new URL(response.url).pathname}`, blameSystem);

/** Adds an empty document to the root of a project, and returns its id. */
export async function newDoc(visitor: Visitor, project: string, name: string): Promise<string> {
  const answer = await visitor.post(`/project/${project}/doc`, { name });
  return (await jsonOf(z.object({ _id: z.string() }), answer))._id;
}
