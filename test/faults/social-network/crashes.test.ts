import assert from 'node:assert/strict';
import { it } from 'node:test';
import { control } from '#test/harness/control';
import { eventually } from '#test/harness/eventually';
import { killInstances } from '#test/harness/instances';
import { describeNetworks, home, newId, newPerson, own, type Person, post } from '#test/harness/network';

const posts = 500;
const atOnce = 8;
const authors = 10;
const services = [
  'home-timeline',
  'post-storage',
  'compose-post',
  'user-timeline',
  'social-graph',
  'text',
  'unique-id',
];

describeNetworks('social-network, crashes', (network) => {
  const { form, socialGraph } = network;

  const crash = (service: string): Promise<void> =>
    form === 'microservice'
      ? (control?.crash(`service/social-network/microservice/${service}`) ?? Promise.resolve())
      : // It may be that none runs just now.
        killInstances(service).catch(() => undefined);

  it(`services crash during ${posts} posts: each that was acknowledged is in all its timelines`, {
    skip: control === undefined && 'the deployment is not ours to break',
  }, async () => {
    const people: [author: Person, fan: Person][] = [];
    for (let n = 0; n < authors; n += 1) {
      const pair: [Person, Person] = [await newPerson(network), await newPerson(network)];
      await socialGraph.Follow({ req_id: newId(), user_id: pair[1].user_id, followee_id: pair[0].user_id });
      people.push(pair);
    }
    const acknowledged = new Map<string, [Person, Person]>();
    let next = 0;
    const worker = async (): Promise<void> => {
      for (let n = next++; n < posts; n = next++) {
        const pair = people[n % authors] as [Person, Person];
        const text = `post ${n}`;
        // Whoever gets an error tries again, as people do.
        await eventually(() => post(network, pair[0], text), 30_000);
        acknowledged.set(text, pair);
        if (n % 60 === 59) await crash(services[Math.floor(n / 60) % services.length] as string);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
    assert.equal(acknowledged.size, posts);
    const missing = async (): Promise<string[]> => {
      const lost: string[] = [];
      for (const [author, fan] of people) {
        const [mine, theirs] = await Promise.all([own(network, author, 500), home(network, fan, 500)]);
        const [inOwn, inHome] = [mine, theirs].map((all) => new Set(all.map(({ text }) => text)));
        for (const [text, pair] of acknowledged)
          if (pair[0] === author && !(inOwn?.has(text) && inHome?.has(text))) lost.push(text);
      }
      return lost;
    };
    await eventually(async () => assert.deepEqual(await missing(), []), 60_000);
  });
});
