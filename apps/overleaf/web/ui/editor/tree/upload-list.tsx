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
          {upload.error === undefined ? <OnItsWay upload={upload} /> : <Refused upload={upload} />}
        </li>
      ))}
    </ul>
  );
}

function OnItsWay({ upload }: { upload: Upload }) {
  const { file, part } = upload;
  return (
    <div class="on-its-way">
      {part === undefined ? (
        <p class="soft">{file.name} waits for the others.</p>
      ) : (
        <Progress text={`Uploading ${file.name}…`} part={part} />
      )}
      <button type="button" aria-label={`Cancel the upload of ${file.name}`} onClick={() => cancel(upload)}>
        Cancel
      </button>
    </div>
  );
}

function Refused({ upload }: { upload: Upload }) {
  const { id, file, error } = upload;
  return (
    <div class="notice" role="alert">
      <p>
        {file.name} was not uploaded: {error}
      </p>
      <button type="button" aria-label={`Try again to upload ${file.name}`} onClick={() => tryAgain(upload)}>
        Try again
      </button>{' '}
      <button type="button" aria-label={`Dismiss ${file.name}`} onClick={() => forget(id)}>
        Dismiss
      </button>
    </div>
  );
}
