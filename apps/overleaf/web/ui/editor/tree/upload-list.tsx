import { useStore } from '../../../../../../shared/ui/store.ts';
import { Progress } from '../../parts/progress.tsx';
import { cancel, forget, tryAgain, type Upload, uploadsStore } from './uploads.ts';

/** The files that are on their way, each with how far it is, and those that were refused, each with the reason. */
export function UploadList() {
  const uploads = useStore(uploadsStore);
  if (uploads.length === 0) return null;
  return (
    <ul class="uploads" aria-label="Uploads">
      {uploads.map((upload) => (
        <li key={upload.id}>
          <State upload={upload} />
        </li>
      ))}
    </ul>
  );
}

function State({ upload }: { upload: Upload }) {
  if (upload.error !== undefined) return <Refused upload={upload} />;
  return upload.because === undefined ? <OnItsWay upload={upload} /> : <Kept upload={upload} />;
}

function OnItsWay({ upload }: { upload: Upload }) {
  const {
    file: { path },
    part,
  } = upload;
  return (
    <div class="on-its-way">
      {part === undefined ? (
        <p class="soft">{path} waits for the others.</p>
      ) : (
        <Progress text={`Uploading ${path}…`} part={part} />
      )}
      <button type="button" aria-label={`Cancel the upload of ${path}`} onClick={() => cancel(upload)}>
        Cancel
      </button>
    </div>
  );
}

function Refused({ upload }: { upload: Upload }) {
  const {
    file: { path },
    error,
  } = upload;
  return (
    <div class="notice" role="alert">
      <p>
        {path} was not uploaded: {error}
      </p>
      <button type="button" aria-label={`Try again to upload ${path}`} onClick={() => tryAgain(upload)}>
        Try again
      </button>{' '}
      <Dismiss upload={upload} />
    </div>
  );
}

function Kept({ upload }: { upload: Upload }) {
  return (
    <div class="notice" role="status">
      <p>
        {upload.file.path} was uploaded, and a compile can use it, but it cannot be edited here:{' '}
        {upload.because}.
      </p>
      <Dismiss upload={upload} />
    </div>
  );
}

const Dismiss = ({ upload: { id, file } }: { upload: Upload }) => (
  <button type="button" aria-label={`Dismiss ${file.path}`} onClick={() => forget(id)}>
    Dismiss
  </button>
);
