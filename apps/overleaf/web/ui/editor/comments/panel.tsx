import { useEffect } from 'preact/hooks';
import { useAction } from '../../../../../../shared/ui/hooks.ts';
import { ErrorNotice, Loading } from '../../../../../../shared/ui/notice.tsx';
import { useStore } from '../../../../../../shared/ui/store.ts';
import { Panel } from '../panels/panel.tsx';
import { openDocument } from '../source/open-document.ts';
import { draftStore } from './draft.ts';
import { commentHere, commentsStore, dropDraft, selectedStore, storeDraft } from './open-comments.ts';
import { ThreadItem } from './thread.tsx';
import { loadThreads, type Thread, threadIn, threadsStore } from './threads.ts';
import { Write } from './write.tsx';

const nothingSaid: Thread = { messages: [], resolved: false };

/** The comments on the document that is open, in the order of its text. */
export function CommentsPanel() {
  const doc = useStore(openDocument);
  const places = useStore(commentsStore);
  const threads = useStore(threadsStore);
  const loading = useAction(loadThreads);
  useEffect(() => void loading.run(), []);
  const all = places.map((place) => ({ place, thread: threadIn(threads, place.id) ?? nothingSaid }));
  const open = all.filter(({ thread }) => !thread.resolved);
  const resolved = all.filter(({ thread }) => thread.resolved);
  const list = (items: typeof all) => (
    <ol class="threads">
      {items.map(({ place, thread }) => (
        <ThreadItem key={place.id} doc={doc?.id ?? ''} place={place} thread={thread} />
      ))}
    </ol>
  );
  return (
    <Panel title="Comments">
      <Begin />
      {threads === undefined && loading.busy && <Loading what="the comments" />}
      <ErrorNotice text={loading.error} retry={() => void loading.run()} />
      {threads !== undefined && (
        <>
          {open.length > 0 ? list(open) : <p class="soft">There is no open comment on {doc?.path}.</p>}
          {resolved.length > 0 && (
            <details class="resolved">
              <summary>Resolved: {resolved.length}</summary>
              {list(resolved)}
            </details>
          )}
        </>
      )}
    </Panel>
  );
}

/** Where a comment is begun. */
function Begin() {
  const draft = useStore(draftStore);
  const isSelected = useStore(selectedStore);
  if (draft === undefined)
    return (
      <p class="begin">
        <button type="button" disabled={!isSelected} onClick={commentHere}>
          Add comment
        </button>{' '}
        <small>Select the text that it is about, or press Ctrl+Alt+M there.</small>
      </p>
    );
  return (
    <section aria-label="New comment" class="thread">
      <p class="quote">{draft.quote === '' ? <i>The text is deleted</i> : draft.quote}</p>
      <Write
        key={`${draft.key} ${draft.quote}`}
        place={draft.key}
        label="Your comment"
        button="Comment"
        isFirst
        onSend={storeDraft}
        onCancel={dropDraft}
      />
    </section>
  );
}
