import * as z from 'zod';
import { createStore } from '../../../../../../shared/ui/store.ts';
import { ask, send } from '../../parts/api.ts';
import { onEvent } from '../live.ts';
import { projectId } from '../project.ts';
import { savedStore } from './open-document.ts';

const snippet = z.object({ caption: z.string(), snippet: z.string(), meta: z.string() });
const metadata = z.object({ labels: z.array(z.string()), packages: z.record(z.string(), z.array(snippet)) });
/** What other documents can use of one. */
export type Metadata = z.output<typeof metadata>;

const ofProject = z.object({ projectMeta: z.record(z.string(), metadata) });
const ofDoc = z.object({ docId: z.string(), meta: metadata });
const keyList = z.array(z.string());
const references = z.object({ keys: keyList });

/** The labels and packages of the documents, by their ids. */
export const metadataStore = createStore<Record<string, Metadata>>({});
/** The keys of the references in all bibliographies. */
export const keyStore = createStore<string[]>([]);

/** Gets what can be completed. Without it the editor still works, so it is only tried again when a document is opened. */
export async function loadMetadata(): Promise<void> {
  const [all, { keys }] = await Promise.all([
    ask(ofProject, 'GET', `/project/${projectId}/metadata`),
    ask(references, 'POST', `/project/${projectId}/references/indexAll`, { shouldBroadcast: false }),
  ]);
  metadataStore.set(all.projectMeta);
  keyStore.set(keys);
}

onEvent('broadcastDocMeta', ([first]) => {
  const doc = ofDoc.safeParse(first).data;
  if (doc !== undefined) metadataStore.set((present) => ({ ...present, [doc.docId]: doc.meta }));
});
onEvent('references:keys:updated', ([first]) => {
  const keys = keyList.safeParse(first).data;
  if (keys !== undefined) keyStore.set(keys);
});

const defines = /\\(label|usepackage|RequirePackage)\b/;

/** What all editors have to learn when a change has been stored: about labels and packages, about references, or nothing. */
export function changedMetadata(path: string, lines: string): 'references' | 'labels' | undefined {
  if (/\.bib$/i.test(path)) return 'references';
  return defines.test(lines) ? 'labels' : undefined;
}

/** Has the site tell all editors what a document defines, once that is stored. */
export function announce(doc: string, what: 'references' | 'labels'): void {
  const tell = async (): Promise<void> => {
    if (what === 'labels')
      await send('POST', `/project/${projectId}/doc/${doc}/metadata`, { broadcast: true });
    else
      await send('POST', `/project/${projectId}/references/index`, { docIds: [doc], shouldBroadcast: true });
  };
  const stop = savedStore.subscribe(() => {
    if (!savedStore.get()) return;
    stop();
    tell().catch(() => {}); // the next change tells it
  });
}
