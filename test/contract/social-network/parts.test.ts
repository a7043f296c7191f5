// The services that a post's parts come from.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ErrorCode, PostType } from '#apps/social-network/social-network';
import { describeForms } from '#test/harness/forms';
import { atOnce } from '#test/harness/many';
import { clientsOf, declares, newId, newPerson, noClients } from '#test/social-network/client';

describeForms('social-network', 'the parts of a post', { skip: noClients }, (deployed) => {
  const network = clientsOf(deployed);
  const { uniqueId, media, urlShorten, userMention, text } = network;
  const req_id = newId();

  test('ids are positive, of 63 bits, and never the same, also when many are asked for at once', async () => {
    const ask = () => uniqueId.ComposeUniqueId({ req_id, post_type: PostType.POST });
    const ids = await atOnce(200, ask);
    assert.equal(new Set(ids).size, 200);
    for (const id of ids) assert.ok(id > 0n && id < 2n ** 63n);
    const ms = Number(BigInt.asUintN(40, (ids[0] as bigint) >> 12n)) + 1_514_764_800_000;
    assert.ok(Math.abs(ms - Date.now()) < 60_000, 'the time is in the id');
  });

  test('files: ids and types are put together in their order; lists of different lengths are refused', async () => {
    const media_ids = [1n, 2n ** 53n + 1n, 2n ** 63n - 1n];
    const made = await media.ComposeMedia({ req_id, media_ids, media_types: ['png', 'jpg', 'mp4'] });
    assert.deepEqual(made, [
      { media_id: 1n, media_type: 'png' },
      { media_id: 2n ** 53n + 1n, media_type: 'jpg' },
      { media_id: 2n ** 63n - 1n, media_type: 'mp4' },
    ]);
    assert.deepEqual(await media.ComposeMedia({ req_id, media_ids: [], media_types: [] }), []);
    const wrong = media.ComposeMedia({ req_id, media_ids: [1n], media_types: [] });
    await assert.rejects(wrong, declares(ErrorCode.SE_THRIFT_HANDLER_ERROR));
  });

  test('short addresses: a new one each time, in order, and back again', async () => {
    const urls = ['http://one', 'http://two', 'http://one'];
    const made = await urlShorten.ComposeUrls({ req_id, urls });
    assert.deepEqual(
      made.map(({ expanded_url }) => expanded_url),
      urls,
    );
    for (const { shortened_url } of made)
      assert.match(shortened_url, /^http:\/\/short-url\/[a-zA-Z0-9]{10}$/);
    assert.equal(new Set(made.map(({ shortened_url }) => shortened_url)).size, 3);
    const shortened_urls = [
      ...made.map(({ shortened_url }) => shortened_url).reverse(),
      'http://short-url/unknown',
    ];
    assert.deepEqual(
      await urlShorten.GetExtendedUrls({ req_id, shortened_urls }),
      [...urls].reverse().concat(''),
    );
    assert.deepEqual(await urlShorten.ComposeUrls({ req_id, urls: [] }), []);
  });

  test('mentions: in the order of the text, known or not yet known to the cache, unknown names left out', async () => {
    const [one, two] = [await newPerson(network), await newPerson(network)];
    const usernames = [two.username, 'nobody-has-this', one.username, two.username];
    const wanted = [two, one, two].map(({ user_id, username }) => ({ user_id, username }));
    for (let again = 0; again < 2; again += 1)
      assert.deepEqual(await userMention.ComposeUserMentions({ req_id, usernames }), wanted);
    assert.deepEqual(await userMention.ComposeUserMentions({ req_id, usernames: [] }), []);
  });

  test('a text: mentions and addresses are found, and what is around them stays', async () => {
    const { username, user_id } = await newPerson(network);
    const written = `say @${username}: http://a.b/path and https://c.d?x=1 @nobody-has-this the end`;
    const { text: shown, urls, user_mentions } = await text.ComposeText({ req_id, text: written });
    assert.deepEqual(
      urls.map(({ expanded_url }) => expanded_url),
      ['http://a.b', 'https://c.d'],
    );
    const [first, second] = urls.map(({ shortened_url }) => shortened_url);
    assert.equal(shown, `say @${username}: ${first}/path and ${second}?x=1 @nobody-has-this the end`);
    assert.deepEqual(user_mentions, [{ user_id, username }]);
    const plain = await text.ComposeText({ req_id, text: 'nothing in it, grüße \u{1F600}' });
    assert.deepEqual(plain, { text: 'nothing in it, grüße \u{1F600}', urls: [], user_mentions: [] });
  });
});
