import type { Client } from '#shared/thrift/client';
import { failure } from '../errors.ts';
import { ErrorCode, type SocialGraphService, type UserService } from '../social-network.ts';
import { cachedOf, changeCached, keep } from './cache.ts';
import { addEdge, addUser, edgesOf, removeEdge, type Side } from './graph.ts';

type Ids = { user_id: bigint; followee_id: bigint };

/** Who follows whom. */
export function socialGraph(users: Client<UserService>): SocialGraphService {
  async function follow({ user_id, followee_id }: Ids): Promise<void> {
    const timestamp = BigInt(Date.now());
    const [to, from] = [
      { user_id: followee_id, timestamp },
      { user_id, timestamp },
    ];
    await Promise.all([addEdge(user_id, 'followees', to), addEdge(followee_id, 'followers', from)]);
    await Promise.all([
      changeCached(user_id, 'followees', 'add', to),
      changeCached(followee_id, 'followers', 'add', from),
    ]);
  }

  async function unfollow({ user_id, followee_id }: Ids): Promise<void> {
    const gone = { timestamp: 0n };
    await Promise.all([
      removeEdge(user_id, 'followees', followee_id),
      removeEdge(followee_id, 'followers', user_id),
    ]);
    await Promise.all([
      changeCached(user_id, 'followees', 'remove', { ...gone, user_id: followee_id }),
      changeCached(followee_id, 'followers', 'remove', { ...gone, user_id }),
    ]);
  }

  async function idsOf(req_id: bigint, username: string, followee: string): Promise<Ids> {
    const [user_id, followee_id] = await Promise.all([
      users.GetUserId({ req_id, username }),
      users.GetUserId({ req_id, username: followee }),
    ]);
    return { user_id, followee_id };
  }

  async function list(user: bigint, side: Side): Promise<bigint[] | undefined> {
    const { ids, version } = await cachedOf(user, side);
    if (ids.length > 0) return ids;
    const edges = await edgesOf(user, side);
    if (edges === undefined) return undefined;
    await keep(user, side, edges, version);
    return edges.map(({ user_id }) => user_id);
  }

  return {
    async InsertUser({ user_id }) {
      await addUser(user_id);
    },
    Follow: follow,
    Unfollow: unfollow,
    FollowWithUsername: async ({ req_id, user_username, followee_username }) =>
      follow(await idsOf(req_id, user_username, followee_username)),
    UnfollowWithUsername: async ({ req_id, user_username, followee_username }) =>
      unfollow(await idsOf(req_id, user_username, followee_username)),
    GetFollowers: async ({ user_id }) => (await list(user_id, 'followers')) ?? [],
    async GetFollowees({ user_id }) {
      const ids = await list(user_id, 'followees');
      if (ids === undefined) throw failure(ErrorCode.SE_THRIFT_HANDLER_ERROR, `there is no user ${user_id}`);
      return ids;
    },
  };
}
