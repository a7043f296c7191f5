/** The first letter of a name, in a circle. */
export function Avatar({ username }: { username: string }) {
  return (
    <span class="avatar" aria-hidden="true">
      {username.slice(0, 1).toUpperCase()}
    </span>
  );
}
