import { randomBytes } from 'node:crypto';
import type { ScenarioResult } from '#shared/app/runnable-app';
import { sendStep } from '#shared/app/scenario-request';
import { compileOf, newProject, openDoc } from './load/projects.ts';
import { Visitor } from './load/site.ts';

/** How a compile went. */
export interface CompileResult extends ScenarioResult {
  pdf: Uint8Array;
}

/** What is typed into the document. */
export const sentence = 'Hello from two editors.';

/**
 * Compile, the task that the paper measures: registers somebody, creates a project, types into it over one socket until another one has
 * received it, compiles it and fetches the PDF. Throws at the first step that is not as it should be.
 */
export async function compileProject(gatewayUrl: string): Promise<CompileResult> {
  const author = new Visitor(gatewayUrl.replace(/\/+$/, ''));
  await author.register();
  const project = await newProject(author, 'Compile');
  await typeTogether(author, project);

  const traceId = randomBytes(16).toString('hex');
  const traceparent = `00-${traceId}-${randomBytes(8).toString('hex')}-01`;
  const from = performance.now();
  const path = await compileOf(author, project, { traceparent });
  const totalMs = performance.now() - from;
  const { cookie } = author;
  const file = await sendStep(`GET ${path}`, author.url + path, { headers: { cookie } });
  return { totalMs, dispatchMs: 0, traceId, pdf: new Uint8Array(await file.arrayBuffer()) };
}

/** Types the sentence in one editor, until another one has it and the first one knows that it is stored. */
async function typeTogether(author: Visitor, project: string): Promise<void> {
  const [writer, reader] = [await openDoc(author, project), await openDoc(author, project)];
  try {
    const end = writer.doc.text.indexOf('\\end{document}');
    writer.doc.edit([{ p: Math.max(0, end), i: `${sentence}\n` }]);
    await reader.changed(() => reader.doc.text.includes(sentence));
    await writer.changed(() => writer.doc.isSaved);
  } finally {
    for (const { client } of [writer, reader]) client.close();
  }
}
