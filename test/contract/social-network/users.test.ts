// Accounts, log-in, and who follows whom.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import { ErrorCode } from '#apps/social-network/social-network';
import { describeForms } from '#test/harness/forms';
import { clientsOf, declares, newId, newPerson, noClients } from '#test/social-network/client';

describeForms('social-network', 'users', { skip: noClients }, (deployed) => {
  const network = clientsOf(deployed);
  const { user, socialGraph } = network;
  const req_id = newId();
  const names = { first_name: 'First', last_name: 'Last' };

  test('whoever registers can log in, with a token that says who it is for an hour', async () => {
    const username = `u${newId()}`;
    await user.RegisterUser({ req_id, ...names, username, password: 'grüße' });
    const token = await user.Login({ req_id, username, password: 'grüße' });
    const [head = '', payload = '', signature] = token.split('.');
    assert.deepEqual(JSON.parse(Buffer.from(head, 'base64url').toString()), { alg: 'HS256', typ: 'JWT' });
    const said = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, string>;
    const { timestamp, ...rest } = said;
    const user_id = await user.GetUserId({ req_id, username });
    assert.deepEqual(rest, { user_id: `${user_id}`, username, ttl: '3600' });
    assert.ok(Math.abs(Number(timestamp) - Date.now() / 1000) < 60);
    const secret = process.env.TOKEN_SECRET || 'secret';
    assert.equal(signature, createHmac('sha256', secret).update(`${head}.${payload}`).digest('base64url'));
  });

  test('a wrong password and an unknown name are told the same', async () => {
    const { username, password } = await newPerson(network);
    const refused = declares(ErrorCode.SE_UNAUTHORIZED, /^the username or the password is wrong$/);
    for (let again = 0; again < 2; again += 1) {
      await assert.rejects(user.Login({ req_id, username, password: `${password}x` }), refused);
      await user.Login({ req_id, username, password });
    }
    await assert.rejects(user.Login({ req_id, username: `u${newId()}`, password }), refused);
  });

  test('a name is given once, also to twenty who want it at once', async () => {
    const username = `u${newId()}`;
    const register = () => user.RegisterUser({ req_id, ...names, username, password: 'p' });
    const results = await Promise.allSettled(Array.from({ length: 20 }, register));
    assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 1);
    await assert.rejects(register(), declares(ErrorCode.SE_THRIFT_HANDLER_ERROR, /taken/));
    const { user_id } = await newPerson(network);
    const taken = user.RegisterUserWithId({
      req_id,
      ...names,
      username: `u${newId()}`,
      password: 'p',
      user_id,
    });
    await assert.rejects(taken, declares(ErrorCode.SE_THRIFT_HANDLER_ERROR, /taken/));
  });

  test('ids are kept exact, whatever their size', async () => {
    for (const user_id of [2n ** 53n + 1n + newId() / 2n, 2n ** 63n - 1n - BigInt(Date.now())]) {
      const username = `u${newId()}`;
      await user.RegisterUserWithId({ req_id, ...names, username, password: 'p', user_id });
      for (let again = 0; again < 2; again += 1)
        assert.equal(await user.GetUserId({ req_id, username }), user_id);
      assert.deepEqual(await user.ComposeCreatorWithUsername({ req_id, username }), { user_id, username });
    }
    const echo = { user_id: 7n, username: 'whoever' };
    assert.deepEqual(await user.ComposeCreatorWithUserId({ req_id, ...echo }), echo);
    const unknown = user.GetUserId({ req_id, username: `u${newId()}` });
    await assert.rejects(unknown, declares(ErrorCode.SE_THRIFT_HANDLER_ERROR));
  });

  test('names with blanks, signs and great length are as good as others', async () => {
    for (const username of [`two words ${newId()}`, `ü@/${newId()}\n`, `${'x'.repeat(300)}${newId()}`]) {
      await user.RegisterUser({ req_id, ...names, username, password: 'p' });
      const id = await user.GetUserId({ req_id, username });
      assert.equal(await user.GetUserId({ req_id, username }), id);
    }
  });

  test('follow and unfollow, by id and by name; twice is once', async () => {
    const [one, two, three] = [await newPerson(network), await newPerson(network), await newPerson(network)];
    const followers = () => socialGraph.GetFollowers({ req_id, user_id: one.user_id });
    const followees = ({ user_id }: { user_id: bigint }) => socialGraph.GetFollowees({ req_id, user_id });
    assert.deepEqual(await followers(), []);
    assert.deepEqual(await followees(two), []);
    for (let again = 0; again < 2; again += 1)
      await socialGraph.Follow({ req_id, user_id: two.user_id, followee_id: one.user_id });
    await socialGraph.FollowWithUsername({
      req_id,
      user_username: three.username,
      followee_username: one.username,
    });
    for (let again = 0; again < 2; again += 1)
      assert.deepEqual(await followers(), [two.user_id, three.user_id]);
    assert.deepEqual(await followees(two), [one.user_id]);
    await socialGraph.UnfollowWithUsername({
      req_id,
      user_username: two.username,
      followee_username: one.username,
    });
    assert.deepEqual(await followers(), [three.user_id]);
    await socialGraph.Unfollow({ req_id, user_id: three.user_id, followee_id: one.user_id });
    assert.deepEqual(await followers(), []);
    assert.deepEqual(await followees(three), []);
  });

  test('nobody is lost when many follow at once while the list is read', async () => {
    const star = await newPerson(network);
    const fans = Array.from({ length: 40 }, newId);
    const read = () => socialGraph.GetFollowers({ req_id, user_id: star.user_id });
    await Promise.all(
      fans.flatMap((user_id) => [socialGraph.Follow({ req_id, user_id, followee_id: star.user_id }), read()]),
    );
    for (let again = 0; again < 2; again += 1) assert.deepEqual(new Set(await read()), new Set(fans));
  });

  test('whoever is not there has no followers; whom they follow is an error', async () => {
    const user_id = newId();
    assert.deepEqual(await socialGraph.GetFollowers({ req_id, user_id }), []);
    const wrong = declares(ErrorCode.SE_THRIFT_HANDLER_ERROR);
    await assert.rejects(socialGraph.GetFollowees({ req_id, user_id }), wrong);
    const names = { user_username: `u${newId()}`, followee_username: `u${newId()}` };
    await assert.rejects(socialGraph.FollowWithUsername({ req_id, ...names }), wrong);
    const { user_id: taken } = await newPerson(network);
    await assert.rejects(
      socialGraph.InsertUser({ req_id, user_id: taken }),
      declares(ErrorCode.SE_MONGODB_ERROR),
    );
  });
});
