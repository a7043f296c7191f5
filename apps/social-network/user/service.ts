import { openRedis } from '#shared/state/redis';
import type { Client } from '#shared/thrift/client';
import { failure, onStore } from '../errors.ts';
import { ErrorCode, type SocialGraphService, type UserService } from '../social-network.ts';
import { uniqueIds } from '../unique-id/ids.ts';
import { config } from './config.ts';
import { fits, hashOf, newSalt } from './passwords.ts';
import { tokenFor } from './tokens.ts';
import { addUser, credentialsOf, idOf, removeUser } from './users.ts';

const nextId = uniqueIds(openRedis(config.REDIS_URL));

type Registration = Omit<Parameters<UserService['RegisterUserWithId']>[0], 'carrier'>;

/** Accounts, log-in, and who is who. */
export function user(socialGraph: Client<SocialGraphService>): UserService {
  async function register({ req_id, user_id, first_name, last_name, username, password }: Registration) {
    if (username === '' || password === '')
      throw failure(ErrorCode.SE_THRIFT_HANDLER_ERROR, 'a user needs a username and a password');
    const salt = newSalt();
    await addUser({ user_id, first_name, last_name, username, salt, password: hashOf(password, salt) });
    try {
      await socialGraph.InsertUser({ req_id, user_id });
    } catch (error) {
      // Half a user would keep the name for ever.
      await removeUser(user_id).catch(() => undefined);
      throw error;
    }
  }

  return {
    RegisterUser: async (args) =>
      register({ ...args, user_id: await onStore(ErrorCode.SE_REDIS_ERROR, nextId) }),

    RegisterUserWithId: register,

    async Login({ username, password }) {
      const credentials = await credentialsOf(username);
      if (credentials === undefined || !fits(password, credentials))
        throw failure(ErrorCode.SE_UNAUTHORIZED, 'the username or the password is wrong');
      return tokenFor({ user_id: credentials.user_id, username }, config.TOKEN_SECRET);
    },

    ComposeCreatorWithUserId: async ({ user_id, username }) => ({ user_id, username }),

    ComposeCreatorWithUsername: async ({ username }) => ({ user_id: await idOf(username), username }),

    GetUserId: ({ username }) => idOf(username),
  };
}
