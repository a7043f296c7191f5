import { useEffect, useRef, useState } from 'preact/hooks';
import { inWords } from '../../../../../shared/ui/in-words.ts';
import { ErrorNotice, Loading } from '../../../../../shared/ui/notice.tsx';
import { apiJson, query } from '../api.ts';
import type { Post } from '../types.ts';
import { PostCard } from './post.tsx';

/** Milliseconds between two looks for new posts, while the page is seen. */
const everyMs = 1500;
const pageSize = 20;

/** A timeline that looks for new posts by itself. `turn` changes when it should look at once. */
export function Timeline({ path, turn, empty }: { path: string; turn: number; empty: string }) {
  const [posts, show] = useState<Post[]>();
  const [error, tell] = useState<string>();
  const [count, want] = useState(pageSize);
  const look = useRef<() => void>(() => undefined);

  useEffect(() => {
    const abort = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    look.current = () => {
      clearTimeout(timer);
      apiJson<Post[]>(
        `${path}${path.includes('?') ? '&' : '?'}${query({ start: 0, stop: count }).slice(1)}`,
        abort.signal,
      )
        .then(
          (found) => {
            show(found);
            tell(undefined);
          },
          (problem) => abort.signal.aborted || tell(inWords(problem)),
        )
        .finally(() => {
          if (!abort.signal.aborted)
            timer = setTimeout(() => (document.hidden ? again() : look.current()), everyMs);
        });
    };
    const again = () => {
      timer = setTimeout(() => (document.hidden ? again() : look.current()), everyMs);
    };
    look.current();
    return () => {
      abort.abort();
      clearTimeout(timer);
    };
  }, [path, count]);

  useEffect(() => {
    if (turn > 0) look.current();
  }, [turn]);

  return (
    <section class="stack" aria-label="Posts" aria-live="polite">
      <ErrorNotice text={error} />
      {posts === undefined && error === undefined && <Loading what="posts" />}
      {posts?.length === 0 && <p class="panel empty">{empty}</p>}
      {posts?.map((post) => (
        <PostCard key={post.post_id} post={post} />
      ))}
      {posts?.length === count && (
        <button type="button" class="button" onClick={() => want(count + pageSize)}>
          Show older posts
        </button>
      )}
    </section>
  );
}
