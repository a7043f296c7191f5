import { useRef, useState } from 'preact/hooks';
import { useAction } from '../../../../../shared/ui/hooks.ts';
import { ErrorNotice } from '../../../../../shared/ui/notice.tsx';
import { api } from '../api.ts';

interface Uploaded {
  media_id: string;
  media_type: string;
}

async function upload(file: File): Promise<Uploaded> {
  const body = new FormData();
  body.append('media', file);
  return JSON.parse(await api('/upload-media', { body })) as Uploaded;
}

/** Where posts are written; `posted` is called when one is out. */
export function Composer({ posted }: { posted: () => void }) {
  const [text, write] = useState('');
  const [files, choose] = useState<File[]>([]);
  const chooser = useRef<HTMLInputElement>(null);
  const send = useAction(async () => {
    const media = await Promise.all(files.map(upload));
    await api('/api/post/compose', {
      form: {
        post_type: '0',
        text,
        media_ids: JSON.stringify(media.map(({ media_id }) => media_id)),
        media_types: JSON.stringify(media.map(({ media_type }) => media_type)),
      },
    });
    write('');
    choose([]);
    if (chooser.current) chooser.current.value = '';
    posted();
  });
  return (
    <form
      class="panel stack composer"
      aria-label="New post"
      onSubmit={(event) => {
        event.preventDefault();
        void send.run();
      }}
    >
      <textarea
        class="input"
        aria-label="Text of the post"
        placeholder="What is new? Mention people with @name."
        rows={3}
        required
        value={text}
        onInput={(event) => write(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey))
            event.currentTarget.form?.requestSubmit();
        }}
      />
      <div class="row">
        <label class="button small files">
          Pictures or films
          <input
            ref={chooser}
            class="hidden"
            type="file"
            multiple
            accept=".png,.jpg,.jpeg,.gif,.webp,.mp4,.webm"
            onChange={(event) => choose([...(event.currentTarget.files ?? [])])}
          />
        </label>
        {files.length > 0 && <span class="chosen muted">{files.map(({ name }) => name).join(', ')}</span>}
        <button type="submit" class="button primary" disabled={send.busy || text.trim() === ''}>
          {send.busy ? 'Posting…' : 'Post'}
        </button>
      </div>
      <ErrorNotice text={send.error} />
    </form>
  );
}
