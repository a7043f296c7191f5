import { Link } from '../../../../../shared/ui/router.tsx';
import type { Post } from '../types.ts';
import { Avatar } from './avatar.tsx';

const films = new Set(['mp4', 'webm']);
const clock = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** A post: who, when, the text with links, the pictures. */
export function PostCard({ post }: { post: Post }) {
  const { username } = post.creator;
  const time = new Date(Number(post.timestamp));
  return (
    <article class="panel post" aria-label={`Post of ${username}`}>
      <header>
        <Avatar username={username} />
        <Link to={`/people/${encodeURIComponent(username)}`} class="author">
          {username}
        </Link>
        <time class="muted" dateTime={time.toISOString()}>
          {clock.format(time)}
        </time>
      </header>
      <p class="text">
        <Linked post={post} />
      </p>
      {post.media.map(({ media_id: id, media_type: type }) => {
        const source = `/get-media/?filename=${id}.${encodeURIComponent(type)}`;
        return films.has(type) ? (
          // biome-ignore lint/a11y/useMediaCaption: nobody has written captions for it
          <video key={id} src={source} controls />
        ) : (
          <img key={id} src={source} alt={`Sent by ${username}`} loading="lazy" />
        );
      })}
    </article>
  );
}

/** The text with its mentions and addresses as links; an address is shown as it was written. */
function Linked({ post: { text, user_mentions, urls } }: { post: Post }) {
  const long = new Map(urls.map(({ shortened_url, expanded_url }) => [shortened_url, expanded_url]));
  const names = new Set(user_mentions.map(({ username }) => username));
  const parts = text.split(/(@[A-Za-z0-9_-]+|http:\/\/short-url\/[A-Za-z0-9]{10})/);
  return parts.map((part, index) => {
    const address = long.get(part);
    if (address !== undefined)
      return (
        <a key={index} href={address} rel="noreferrer" title={part}>
          {address.replace(/^https?:\/\//, '')}
        </a>
      );
    if (!part.startsWith('@') || !names.has(part.slice(1))) return part;
    return (
      <Link key={index} to={`/people/${part.slice(1)}`}>
        {part}
      </Link>
    );
  });
}
