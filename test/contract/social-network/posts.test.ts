// Posts and timelines.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ErrorCode, type Post, PostType } from '#apps/social-network/social-network';
import { eventually } from '#test/harness/eventually';
import { describeForms } from '#test/harness/forms';
import { atOnce } from '#test/harness/many';
import {
  clientsOf,
  declares,
  home,
  newId,
  newPerson,
  noClients,
  own,
  post,
} from '#test/social-network/client';

const aPost = (changes: Partial<Post> = {}): Post => ({
  post_id: newId(),
  creator: { user_id: 2n ** 53n + 1n, username: 'somebody' },
  req_id: 2n ** 63n - 1n,
  text: 'grüße \u{1F600} "quoted"\n',
  user_mentions: [{ user_id: 1n, username: 'one' }],
  media: [{ media_id: 2n ** 62n + 3n, media_type: 'png' }],
  urls: [{ shortened_url: 'http://short-url/abcdefghij', expanded_url: 'http://long' }],
  timestamp: BigInt(Date.now()),
  post_type: PostType.REPLY,
  ...changes,
});

describeForms('social-network', 'posts', { skip: noClients }, (deployed) => {
  const network = clientsOf(deployed);
  const { postStorage, composePost, userTimeline, homeTimeline, socialGraph } = network;
  const req_id = newId();

  test('a stored post is read back exactly, from the database and from the cache', async () => {
    const stored = aPost();
    const bare = aPost({ user_mentions: [], media: [], urls: [], text: '', timestamp: 0n, req_id: 0n });
    await postStorage.StorePost({ req_id, post: stored });
    await postStorage.StorePost({ req_id, post: bare });
    for (let again = 0; again < 2; again += 1) {
      assert.deepEqual(await postStorage.ReadPost({ req_id, post_id: stored.post_id }), stored);
      const post_ids = [bare.post_id, stored.post_id];
      assert.deepEqual(await postStorage.ReadPosts({ req_id, post_ids }), [bare, stored]);
    }
    await assert.rejects(
      postStorage.StorePost({ req_id, post: stored }),
      declares(ErrorCode.SE_MONGODB_ERROR),
    );
  });

  test('many posts keep the order of their ids, cached or not; missing ones are left out, a double id is refused', async () => {
    const posts = Array.from({ length: 6 }, () => aPost());
    for (const one of posts) await postStorage.StorePost({ req_id, post: one });
    const post_ids = posts.map((one) => one.post_id);
    await postStorage.ReadPost({ req_id, post_id: post_ids[2] as bigint });
    await postStorage.ReadPost({ req_id, post_id: post_ids[4] as bigint });
    assert.deepEqual(await postStorage.ReadPosts({ req_id, post_ids }), posts);
    const reversed = [...post_ids].reverse();
    assert.deepEqual(
      await postStorage.ReadPosts({ req_id, post_ids: [newId(), ...reversed] }),
      [...posts].reverse(),
    );
    assert.deepEqual(await postStorage.ReadPosts({ req_id, post_ids: [] }), []);
    const wrong = declares(ErrorCode.SE_THRIFT_HANDLER_ERROR);
    await assert.rejects(postStorage.ReadPosts({ req_id, post_ids: [1n, 1n] }), wrong);
    await assert.rejects(postStorage.ReadPost({ req_id, post_id: newId() }), wrong);
  });

  test('a post reaches the followers, those who are mentioned and the own timeline, and nobody else', async () => {
    const [author, fan, named, stranger] = await Promise.all([1, 2, 3, 4].map(() => newPerson(network)));
    if (!author || !fan || !named || !stranger) throw new Error('nobody there');
    await socialGraph.Follow({ req_id, user_id: fan.user_id, followee_id: author.user_id });
    const before = Date.now();
    await composePost.ComposePost({
      req_id,
      username: author.username,
      user_id: author.user_id,
      text: `hello @${named.username} at http://a.b and more`,
      media_ids: [2n ** 62n + 1n],
      media_types: ['png'],
      post_type: PostType.POST,
    });
    const [mine] = await own(network, author);
    assert.ok(mine);
    assert.deepEqual(mine.creator, { user_id: author.user_id, username: author.username });
    assert.deepEqual(mine.user_mentions, [{ user_id: named.user_id, username: named.username }]);
    assert.deepEqual(mine.media, [{ media_id: 2n ** 62n + 1n, media_type: 'png' }]);
    assert.equal(mine.text, `hello @${named.username} at ${mine.urls[0]?.shortened_url} and more`);
    assert.deepEqual([mine.req_id, mine.post_type], [req_id, PostType.POST]);
    assert.ok(Number(mine.timestamp) >= before && Number(mine.timestamp) <= Date.now());
    for (const reader of [fan, named]) {
      await eventually(async () => assert.deepEqual(await home(network, reader), [mine]));
    }
    assert.deepEqual(await home(network, author), []);
    assert.deepEqual(await home(network, stranger), []);
  });

  test('without followers, mentions or anything else a post can be made all the same', async () => {
    const author = await newPerson(network);
    await post(network, author, 'alone');
    const [mine] = await own(network, author);
    assert.equal(mine?.text, 'alone');
  });

  test('timelines are newest first, in pages; a page that cannot be is empty', async () => {
    const [author, fan] = [await newPerson(network), await newPerson(network)];
    await socialGraph.Follow({ req_id, user_id: fan.user_id, followee_id: author.user_id });
    for (let n = 0; n < 6; n += 1) await post(network, author, `${n}`);
    const texts = (posts: Post[]) => posts.map(({ text }) => text);
    const page = (start: number, stop: number) =>
      userTimeline.ReadUserTimeline({ req_id, user_id: author.user_id, start, stop });
    const homePage = (start: number, stop: number) =>
      homeTimeline.ReadHomeTimeline({ req_id, user_id: fan.user_id, start, stop });
    await eventually(async () => assert.equal((await homePage(0, 10)).length, 6));
    for (const read of [page, homePage]) {
      assert.deepEqual(texts(await read(0, 3)), ['5', '4', '3']);
      assert.deepEqual(texts(await read(4, 100)), ['1', '0']);
      for (const [start, stop] of [
        [3, 3],
        [4, 2],
        [-1, 5],
        [6, 10],
        [1000, 2000],
      ] as const)
        assert.deepEqual(await read(start, stop), [], `${start} to ${stop}`);
    }
    assert.deepEqual(
      await userTimeline.ReadUserTimeline({ req_id, user_id: newId(), start: 0, stop: 9 }),
      [],
    );
  });

  test('whoever unfollows keeps what came before and gets nothing new', async () => {
    const [author, fan] = [await newPerson(network), await newPerson(network)];
    const edge = { req_id, user_id: fan.user_id, followee_id: author.user_id };
    await socialGraph.Follow(edge);
    await post(network, author, 'before');
    await eventually(async () => assert.equal((await home(network, fan)).length, 1));
    await socialGraph.Unfollow(edge);
    await post(network, author, `after, but @${fan.username}`);
    await eventually(async () => assert.equal((await home(network, fan)).length, 2));
    await post(network, author, 'after');
    await eventually(async () => assert.equal((await own(network, author)).length, 3));
    assert.deepEqual(
      (await home(network, fan)).map(({ text }) => text.slice(0, 6)),
      ['after,', 'before'],
    );
  });

  test('the same write to a timeline twice is one', async () => {
    const stored = aPost();
    const user_id = newId();
    await postStorage.StorePost({ req_id, post: stored });
    const { post_id, timestamp } = stored;
    for (let again = 0; again < 3; again += 1) {
      await userTimeline.WriteUserTimeline({ req_id, post_id, user_id, timestamp });
      const user_mentions_id = [user_id, user_id];
      await homeTimeline.WriteHomeTimeline({ req_id, post_id, user_id, timestamp, user_mentions_id });
    }
    assert.deepEqual(await userTimeline.ReadUserTimeline({ req_id, user_id, start: 0, stop: 9 }), [stored]);
    await eventually(async () =>
      assert.deepEqual(await homeTimeline.ReadHomeTimeline({ req_id, user_id, start: 0, stop: 9 }), [stored]),
    );
  });

  test('fifty posts of one author at once, while others follow: none is lost', async () => {
    const [author, fan] = [await newPerson(network), await newPerson(network)];
    await socialGraph.Follow({ req_id, user_id: fan.user_id, followee_id: author.user_id });
    await atOnce(50, async (n) => {
      await Promise.all([
        post(network, author, `${n}`),
        socialGraph.Follow({ req_id, user_id: newId(), followee_id: author.user_id }),
      ]);
    });
    const all = new Set(Array.from({ length: 50 }, (_, n) => `${n}`));
    assert.deepEqual(new Set((await own(network, author, 100)).map(({ text }) => text)), all);
    await eventually(async () =>
      assert.deepEqual(new Set((await home(network, fan, 100)).map(({ text }) => text)), all),
    );
  });
});
