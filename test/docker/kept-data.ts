import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { newProject, openDoc } from '#apps/overleaf/load/projects';
import { Visitor } from '#apps/overleaf/load/site';
import type { DeployedForm } from '#test/harness/forms';
import { agentOf } from '#test/lab-insurance/client';
import { readyToPay, Shopper } from '#test/robot-shop/client';

/** Rejects unless what was written is there, and who wrote it is still logged in. */
export type StillThere = () => Promise<void>;

/** What an application is trusted with. */
export interface Trusted {
  /** Writes it through the front door, and returns how to see that it is there. */
  write(form: DeployedForm): Promise<StillThere>;
  /** The service of the microservice form that keeps it. */
  keeper: string;
}

/** What each application is trusted with. */
export const trusted: Record<string, Trusted> = {
  'robot-shop': { write: order, keeper: 'payment' },
  'social-network': { write: post, keeper: 'post-storage' },
  'lab-insurance': { write: policy, keeper: 'policy' },
  overleaf: { write: project, keeper: 'docstore' },
};

/** An order that is dispatched. */
async function order({ url }: DeployedForm): Promise<StillThere> {
  const { shopper, cart } = await readyToPay(url, await Shopper.registered(url));
  const orderid = await shopper.pay(cart);
  await shopper.dispatched(orderid);
  return async () => {
    assert.ok(await shopper.isDispatched(orderid));
    assert.deepEqual(await shopper.history(), [orderid]);
  };
}

/** A post of somebody new. */
async function post({ request }: DeployedForm): Promise<StillThere> {
  const username = `u${randomBytes(8).toString('hex')}`;
  const names = { first_name: 'First', last_name: 'Last' };
  const send = (path: string, form: object, cookie = '') =>
    request.post(path).type('form').set('Cookie', cookie).send(form);
  await send('/api/user/register', { ...names, username, password: 'p' }).expect(302);
  const { headers } = await send('/api/user/login', { username, password: 'p' }).expect(302);
  const cookie = String(headers['set-cookie']).split(';', 1)[0] ?? '';
  const text = `kept by ${username}`;
  await send('/api/post/compose', { post_type: '0', text }, cookie).expect(200);
  const check = async () => {
    const path = '/api/user-timeline/read?start=0&stop=10';
    const { body } = await request.get(path).set('Cookie', cookie).expect(200);
    assert.deepEqual(
      (body as { text: string }[]).map((each) => each.text),
      [text],
    );
  };
  await check();
  return check;
}

/** A policy of which all four subscribers have heard. */
async function policy(form: DeployedForm): Promise<StillThere> {
  const agent = await agentOf(form);
  const number = await agent.sell();
  await agent.arrived(number);
  return async () => {
    assert.equal((await agent.policy(number)).number, number);
    await agent.arrived(number, 0);
  };
}

/** A project with a sentence in its document. */
async function project({ url }: DeployedForm): Promise<StillThere> {
  const author = new Visitor(url);
  await author.register();
  const id = await newProject(author);
  const sentence = `% ${randomBytes(8).toString('hex')}\n`;
  const editor = await openDoc(author, id);
  editor.doc.edit([{ p: 0, i: sentence }]);
  await editor.changed(() => editor.doc.isSaved);
  editor.client.close();
  return async () => {
    const again = await openDoc(author, id);
    try {
      assert.ok(again.doc.text.startsWith(sentence), again.doc.text);
    } finally {
      again.client.close();
    }
  };
}
