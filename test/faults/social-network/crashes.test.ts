import assert from 'node:assert/strict';
import { it } from 'node:test';
import { control, noControl } from '#test/harness/control';
import { eventually } from '#test/harness/eventually';
import { describeForms } from '#test/harness/forms';
import { killInstances } from '#test/harness/instances';
import {
  clientsOf,
  home,
  newId,
  newPerson,
  noClients,
  own,
  type Person,
  post,
} from '#test/social-network/client';

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

describeForms(
  'social-network',
  'crashes',
  { skip: (deployed) => noControl || noClients(deployed) },
  (deployed) => {
    const network = clientsOf(deployed);
    const { form } = deployed;
    const { socialGraph } = network;

    /** Kills the process of a service, or all instances of its action; answers how many that were, none if none runs now. */
    const crash = async (service: string): Promise<number> => {
      if (form === 'serverless') return killInstances(`social-network/${service}`);
      await control.crash(`service/social-network/microservice/${service}`);
      return 1;
    };

    it(`services crash during ${posts} posts: each that was acknowledged is in all its timelines`, async () => {
      const people: [author: Person, fan: Person][] = [];
      for (let n = 0; n < authors; n += 1) {
        const pair: [Person, Person] = [await newPerson(network), await newPerson(network)];
        await socialGraph.Follow({ req_id: newId(), user_id: pair[1].user_id, followee_id: pair[0].user_id });
        people.push(pair);
      }
      const acknowledged = new Map<string, [Person, Person]>();
      let next = 0;
      let killed = 0;
      const worker = async (): Promise<void> => {
        for (let n = next++; n < posts; n = next++) {
          const pair = people[n % authors] as [Person, Person];
          const text = `post ${n}`;
          // Whoever gets an error tries again, as people do.
          await eventually(() => post(network, pair[0], text), 30_000);
          acknowledged.set(text, pair);
          if (n % 60 === 59) killed += await crash(services[Math.floor(n / 60) % services.length] as string);
        }
      };
      await Promise.all(Array.from({ length: atOnce }, worker));
      assert.equal(acknowledged.size, posts);
      assert.ok(killed > 0, 'something was killed');
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
  },
);
