import { randomBytes } from 'node:crypto';
import { describe } from 'node:test';
import supertest from 'supertest';
import * as idl from '#apps/social-network/social-network';
import { type Form, forms } from '#shared/app/define-app';
import { actionTransport } from '#shared/thrift/action';
import { type Client, clientOf, type Transport } from '#shared/thrift/client';
import { thriftPool } from '#shared/thrift/pool';
import { urlOfAction } from './actions.ts';

/** The clients of all services. */
export interface Clients {
  uniqueId: Client<idl.UniqueIdService>;
  media: Client<idl.MediaService>;
  urlShorten: Client<idl.UrlShortenService>;
  userMention: Client<idl.UserMentionService>;
  text: Client<idl.TextService>;
  user: Client<idl.UserService>;
  socialGraph: Client<idl.SocialGraphService>;
  postStorage: Client<idl.PostStorageService>;
  userTimeline: Client<idl.UserTimelineService>;
  homeTimeline: Client<idl.HomeTimelineService>;
  composePost: Client<idl.ComposePostService>;
}

/** A running Social Network in one form, as tests see it. */
export interface Network extends Clients {
  form: Form;
  /** Base URL of the gateway, without a slash at its end. */
  url: string;
  /** supertest on the gateway. */
  request: ReturnType<typeof supertest>;
}

/** Clients of all services over what `to` says for the name of a service. */
export function clientsOver(to: (service: string) => Transport): Clients {
  return {
    uniqueId: clientOf(idl.UniqueIdService, to('unique-id')),
    media: clientOf(idl.MediaService, to('media')),
    urlShorten: clientOf(idl.UrlShortenService, to('url-shorten')),
    userMention: clientOf(idl.UserMentionService, to('user-mention')),
    text: clientOf(idl.TextService, to('text')),
    user: clientOf(idl.UserService, to('user')),
    socialGraph: clientOf(idl.SocialGraphService, to('social-graph')),
    postStorage: clientOf(idl.PostStorageService, to('post-storage')),
    userTimeline: clientOf(idl.UserTimelineService, to('user-timeline')),
    homeTimeline: clientOf(idl.HomeTimelineService, to('home-timeline')),
    composePost: clientOf(idl.ComposePostService, to('compose-post')),
  };
}

/** How the services of a form are reached: over Thrift, or as actions. */
export function transportsOf(form: Form): (service: string) => Transport {
  if (form === 'serverless') return (service) => actionTransport(urlOfAction(`social-network/${service}`));
  const services = JSON.parse(process.env.SOCIAL_NETWORK_MICROSERVICE_SERVICES ?? '{}') as Record<
    string,
    string
  >;
  return (service) => thriftPool({ url: services[service] ?? '' });
}

const urlOf = (form: Form): string | undefined => process.env[`SOCIAL_NETWORK_${form.toUpperCase()}_URL`];

/** Describes behaviour that the forms have in common: the body runs once for each form that is deployed. */
export function describeNetworks(name: string, body: (network: Network) => void): void {
  const deployed = forms.filter((form) => urlOf(form));
  if (deployed.length === 0) {
    describe(name, { skip: 'no deployment: run `npm test`' }, () => {});
    return;
  }
  describe(name, () => {
    for (const form of deployed) {
      const url = urlOf(form) ?? '';
      describe(form, () => body({ form, url, request: supertest(url), ...clientsOver(transportsOf(form)) }));
    }
  });
}

/** A number that nobody else has: an id, or a request's. */
export const newId = (): bigint => randomBytes(8).readBigUInt64BE() >> 2n;

/** Somebody new, registered. */
export interface Person {
  user_id: bigint;
  username: string;
  password: string;
}

/** Registers somebody new. */
export async function newPerson({ user }: Clients): Promise<Person> {
  const person = { user_id: newId(), username: `u${newId()}`, password: `p${newId()}` };
  await user.RegisterUserWithId({ req_id: newId(), first_name: 'First', last_name: 'Last', ...person });
  return person;
}

/** Posts a text. */
export const post = ({ composePost }: Clients, { user_id, username }: Person, text: string): Promise<void> =>
  composePost.ComposePost({
    req_id: newId(),
    username,
    user_id,
    text,
    media_ids: [],
    media_types: [],
    post_type: idl.PostType.POST,
  });

/** The newest posts of the home timeline. */
export const home = ({ homeTimeline }: Clients, { user_id }: Person, stop = 10): Promise<idl.Post[]> =>
  homeTimeline.ReadHomeTimeline({ req_id: newId(), user_id, start: 0, stop });

/** The newest posts of the user's own timeline. */
export const own = ({ userTimeline }: Clients, { user_id }: Person, stop = 10): Promise<idl.Post[]> =>
  userTimeline.ReadUserTimeline({ req_id: newId(), user_id, start: 0, stop });

/** Whether an error is the declared one with this code. */
export const declares =
  (code: number, words: RegExp = /./) =>
  (error: unknown): boolean =>
    error instanceof idl.ServiceException && error.errorCode === code && words.test(error.message);
