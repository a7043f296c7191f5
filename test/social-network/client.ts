import { randomBytes } from 'node:crypto';
import { socialNetwork } from '#apps/social-network/app';
import * as idl from '#apps/social-network/social-network';
import { actionTransport } from '#shared/thrift/action';
import { type Client, clientOf, type Transport } from '#shared/thrift/client';
import { thriftPool } from '#shared/thrift/pool';
import { urlOfAction } from '#test/harness/actions';
import { type DeployedForm, withoutAddressOf } from '#test/harness/forms';

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

/** Clients of all services of a form: over Thrift, or of actions through the OpenWhisk that OW_APIHOST and OW_AUTH name. */
export function clientsOf({ form, services }: DeployedForm): Clients {
  const to = (service: string): Transport =>
    form === 'serverless'
      ? actionTransport(urlOfAction(`social-network/${service}`))
      : thriftPool({ url: services[service] ?? '' });
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

/** Why `clientsOf` cannot reach all services of a form, or false. */
export function noClients(deployed: DeployedForm): string | false {
  const { OW_APIHOST, OW_AUTH } = process.env;
  if (deployed.form === 'serverless')
    return !(OW_APIHOST && OW_AUTH) && 'the actions cannot be called: set OW_APIHOST and OW_AUTH';
  const { 'media-frontend': _http, gateway: _alsoHttp, ...thrift } = socialNetwork.services;
  return withoutAddressOf(...Object.keys(thrift))(deployed);
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
