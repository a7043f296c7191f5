/** A request of a load. */
export interface LoadRequest {
  method: 'GET' | 'POST';
  path: string;
  /** A form as the original's scripts write it: not encoded. */
  body?: string;
}

/** What a load asks for next. */
export type Mix = (random: () => number) => LoadRequest;

/** Users that a load acts as: `username_N` with ids from `first`, so many. */
export interface Users {
  first: number;
  count: number;
}

/** The users of the original's graph. */
export const reedUsers: Users = { first: 1, count: 962 };

const signs = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const digits = '0123456789';

/** The four loads of the original; its loops run once more than their numbers say, and so do ours. */
export function mixes(
  users: Users = reedUsers,
): Record<'compose-post' | 'read-home-timeline' | 'read-user-timeline' | 'mixed', Mix> {
  const between = (random: () => number, low: number, high: number): number =>
    low + Math.floor(random() * (high - low + 1));
  const some = (random: () => number, length: number, from: string): string =>
    Array.from({ length }, () => from[Math.floor(random() * from.length)]).join('');
  const user = (random: () => number): number => users.first + Math.floor(random() * users.count);

  const composePost: Mix = (random) => {
    const id = user(random);
    let text = some(random, 256, signs);
    for (let count = between(random, 1, 6); count > 0; count -= 1) {
      let other = user(random);
      while (other === id && users.count > 1) other = user(random);
      text += ` @username_${other}`;
    }
    for (let count = between(random, 1, 6); count > 0; count -= 1)
      text += ` http://${some(random, 64, signs)}`;
    const ids = Array.from({ length: between(random, 1, 5) }, () => `"${some(random, 18, digits)}"`);
    const types = ids.map(() => '"png"');
    const body =
      `username=username_${id}&user_id=${id}&text=${text}` +
      `&media_ids=[${ids.join(',')}]&media_types=[${types.join(',')}]&post_type=0`;
    return { method: 'POST', path: '/wrk2-api/post/compose', body };
  };
  const read =
    (name: string): Mix =>
    (random) => {
      const start = between(random, 0, 100);
      const query = `user_id=${user(random)}&start=${start}&stop=${start + 10}`;
      return { method: 'GET', path: `/wrk2-api/${name}/read?${query}` };
    };
  const [home, own] = [read('home-timeline'), read('user-timeline')];
  return {
    'compose-post': composePost,
    'read-home-timeline': home,
    'read-user-timeline': own,
    mixed(random) {
      const part = random();
      if (part < 0.6) return home(random);
      if (part < 0.9) return own(random);
      return composePost(random);
    },
  };
}
