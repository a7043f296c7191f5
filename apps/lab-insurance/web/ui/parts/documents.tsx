import { useEffect, useMemo } from 'preact/hooks';
import { useLoad } from '../../../../../shared/ui/hooks.ts';
import { ErrorNotice, Loading } from '../../../../../shared/ui/notice.tsx';
import { api } from '../api.ts';
import { Icon } from './icon.tsx';

interface PolicyDocument {
  policyNumber: string;
  /** The PDF in base64. */
  content: string;
}

/** The documents of a policy; looked for again when `arrived` says that documents has heard of it. */
export function Documents({ number, arrived }: { number: string; arrived: string | null }) {
  const { value, error, reload } = useLoad(`documents ${number} ${arrived}`, (signal) =>
    api<{ documents?: PolicyDocument[] }>(`/api/documents/${encodeURIComponent(number)}`, { signal }),
  );
  const documents = value?.documents ?? [];
  return (
    <section class="panel stack" aria-labelledby="documents">
      <h2 id="documents">Documents</h2>
      <ErrorNotice text={error} retry={reload} />
      {value === undefined && error === undefined && <Loading what="the document" />}
      {value !== undefined && documents.length === 0 && (
        <p class="muted">
          {arrived === null ? 'The policy is being written.' : 'There is no document for this policy.'}
        </p>
      )}
      {documents.map(({ content }, index) => (
        <Pdf
          key={index}
          name={`Policy-${number}${index === 0 ? '' : `-${index + 1}`}.pdf`}
          content={content}
        />
      ))}
    </section>
  );
}

function Pdf({ name, content }: { name: string; content: string }) {
  const file = useMemo(
    () =>
      new Blob([Uint8Array.from(atob(content), (sign) => sign.charCodeAt(0))], { type: 'application/pdf' }),
    [content],
  );
  const url = useMemo(() => URL.createObjectURL(file), [file]);
  useEffect(() => () => URL.revokeObjectURL(url), [url]);
  return (
    <div class="file">
      <span class="file-icon">
        <Icon name="policies" size={24} />
      </span>
      <span class="file-name">
        <strong>Policy</strong> <span class="muted small">PDF, {(file.size / 1000).toFixed(1)} kB</span>
      </span>
      <span class="row">
        <a class="button small" href={url} target="_blank" rel="noreferrer">
          Open
        </a>
        <a class="button small" href={url} download={name}>
          Download
        </a>
      </span>
    </div>
  );
}
