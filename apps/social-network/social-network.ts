// Made from social-network.thrift by `npm run thrift`. Change that file and run it again.
import { DeclaredException } from '#shared/thrift/errors';
import type { Model } from '#shared/thrift/model';
import { serviceOf } from '#shared/thrift/service';

export const ErrorCode = {
  SE_CONNPOOL_TIMEOUT: 0,
  SE_THRIFT_CONN_ERROR: 1,
  SE_UNAUTHORIZED: 2,
  SE_MEMCACHED_ERROR: 3,
  SE_MONGODB_ERROR: 4,
  SE_REDIS_ERROR: 5,
  SE_THRIFT_HANDLER_ERROR: 6,
  SE_RABBITMQ_CONN_ERROR: 7,
} as const;
/** One of its members, or a number that only the other side knows. */
export type ErrorCode = number;

export const PostType = { POST: 0, REPOST: 1, REPLY: 2, DM: 3 } as const;
/** One of its members, or a number that only the other side knows. */
export type PostType = number;

export interface ServiceExceptionFields {
  errorCode: ErrorCode;
  message: string;
}
export class ServiceException extends DeclaredException<ServiceExceptionFields> {
  declare readonly errorCode: ErrorCode;
  constructor(fields: ServiceExceptionFields) {
    super('ServiceException', fields);
  }
}

export interface User {
  user_id: bigint;
  first_name: string;
  last_name: string;
  username: string;
  password_hashed: string;
  salt: string;
}

export interface Media {
  media_id: bigint;
  media_type: string;
}

export interface Url {
  shortened_url: string;
  expanded_url: string;
}

export interface UserMention {
  user_id: bigint;
  username: string;
}

export interface Creator {
  user_id: bigint;
  username: string;
}

export interface TextServiceReturn {
  text: string;
  user_mentions: UserMention[];
  urls: Url[];
}

export interface Post {
  post_id: bigint;
  creator: Creator;
  req_id: bigint;
  text: string;
  user_mentions: UserMention[];
  media: Media[];
  urls: Url[];
  timestamp: bigint;
  post_type: PostType;
}

export interface UniqueIdService {
  ComposeUniqueId(args: {
    req_id: bigint;
    post_type: PostType;
    carrier: Map<string, string>;
  }): Promise<bigint>;
}

export interface TextService {
  ComposeText(args: {
    req_id: bigint;
    text: string;
    carrier: Map<string, string>;
  }): Promise<TextServiceReturn>;
}

export interface UserService {
  RegisterUser(args: {
    req_id: bigint;
    first_name: string;
    last_name: string;
    username: string;
    password: string;
    carrier: Map<string, string>;
  }): Promise<void>;
  RegisterUserWithId(args: {
    req_id: bigint;
    first_name: string;
    last_name: string;
    username: string;
    password: string;
    user_id: bigint;
    carrier: Map<string, string>;
  }): Promise<void>;
  Login(args: {
    req_id: bigint;
    username: string;
    password: string;
    carrier: Map<string, string>;
  }): Promise<string>;
  ComposeCreatorWithUserId(args: {
    req_id: bigint;
    user_id: bigint;
    username: string;
    carrier: Map<string, string>;
  }): Promise<Creator>;
  ComposeCreatorWithUsername(args: {
    req_id: bigint;
    username: string;
    carrier: Map<string, string>;
  }): Promise<Creator>;
  GetUserId(args: { req_id: bigint; username: string; carrier: Map<string, string> }): Promise<bigint>;
}

export interface ComposePostService {
  ComposePost(args: {
    req_id: bigint;
    username: string;
    user_id: bigint;
    text: string;
    media_ids: bigint[];
    media_types: string[];
    post_type: PostType;
    carrier: Map<string, string>;
  }): Promise<void>;
}

export interface PostStorageService {
  StorePost(args: { req_id: bigint; post: Post; carrier: Map<string, string> }): Promise<void>;
  ReadPost(args: { req_id: bigint; post_id: bigint; carrier: Map<string, string> }): Promise<Post>;
  ReadPosts(args: { req_id: bigint; post_ids: bigint[]; carrier: Map<string, string> }): Promise<Post[]>;
}

export interface HomeTimelineService {
  ReadHomeTimeline(args: {
    req_id: bigint;
    user_id: bigint;
    start: number;
    stop: number;
    carrier: Map<string, string>;
  }): Promise<Post[]>;
  WriteHomeTimeline(args: {
    req_id: bigint;
    post_id: bigint;
    user_id: bigint;
    timestamp: bigint;
    user_mentions_id: bigint[];
    carrier: Map<string, string>;
  }): Promise<void>;
}

export interface UserTimelineService {
  WriteUserTimeline(args: {
    req_id: bigint;
    post_id: bigint;
    user_id: bigint;
    timestamp: bigint;
    carrier: Map<string, string>;
  }): Promise<void>;
  ReadUserTimeline(args: {
    req_id: bigint;
    user_id: bigint;
    start: number;
    stop: number;
    carrier: Map<string, string>;
  }): Promise<Post[]>;
}

export interface SocialGraphService {
  GetFollowers(args: { req_id: bigint; user_id: bigint; carrier: Map<string, string> }): Promise<bigint[]>;
  GetFollowees(args: { req_id: bigint; user_id: bigint; carrier: Map<string, string> }): Promise<bigint[]>;
  Follow(args: {
    req_id: bigint;
    user_id: bigint;
    followee_id: bigint;
    carrier: Map<string, string>;
  }): Promise<void>;
  Unfollow(args: {
    req_id: bigint;
    user_id: bigint;
    followee_id: bigint;
    carrier: Map<string, string>;
  }): Promise<void>;
  FollowWithUsername(args: {
    req_id: bigint;
    user_username: string;
    followee_username: string;
    carrier: Map<string, string>;
  }): Promise<void>;
  UnfollowWithUsername(args: {
    req_id: bigint;
    user_username: string;
    followee_username: string;
    carrier: Map<string, string>;
  }): Promise<void>;
  InsertUser(args: { req_id: bigint; user_id: bigint; carrier: Map<string, string> }): Promise<void>;
}

export interface UserMentionService {
  ComposeUserMentions(args: {
    req_id: bigint;
    usernames: string[];
    carrier: Map<string, string>;
  }): Promise<UserMention[]>;
}

export interface UrlShortenService {
  ComposeUrls(args: { req_id: bigint; urls: string[]; carrier: Map<string, string> }): Promise<Url[]>;
  GetExtendedUrls(args: {
    req_id: bigint;
    shortened_urls: string[];
    carrier: Map<string, string>;
  }): Promise<string[]>;
}

export interface MediaService {
  ComposeMedia(args: {
    req_id: bigint;
    media_types: string[];
    media_ids: bigint[];
    carrier: Map<string, string>;
  }): Promise<Media[]>;
}

const model: Model = {
  enums: {
    ErrorCode: {
      SE_CONNPOOL_TIMEOUT: 0,
      SE_THRIFT_CONN_ERROR: 1,
      SE_UNAUTHORIZED: 2,
      SE_MEMCACHED_ERROR: 3,
      SE_MONGODB_ERROR: 4,
      SE_REDIS_ERROR: 5,
      SE_THRIFT_HANDLER_ERROR: 6,
      SE_RABBITMQ_CONN_ERROR: 7,
    },
    PostType: { POST: 0, REPOST: 1, REPLY: 2, DM: 3 },
  },
  structs: {
    ServiceException: {
      kind: 'exception',
      fields: [
        { id: 1, name: 'errorCode', type: { ref: 'ErrorCode' }, need: 'default' },
        { id: 2, name: 'message', type: 'string', need: 'default' },
      ],
    },
    User: {
      kind: 'struct',
      fields: [
        { id: 1, name: 'user_id', type: 'i64', need: 'default' },
        { id: 2, name: 'first_name', type: 'string', need: 'default' },
        { id: 3, name: 'last_name', type: 'string', need: 'default' },
        { id: 4, name: 'username', type: 'string', need: 'default' },
        { id: 5, name: 'password_hashed', type: 'string', need: 'default' },
        { id: 6, name: 'salt', type: 'string', need: 'default' },
      ],
    },
    Media: {
      kind: 'struct',
      fields: [
        { id: 1, name: 'media_id', type: 'i64', need: 'default' },
        { id: 2, name: 'media_type', type: 'string', need: 'default' },
      ],
    },
    Url: {
      kind: 'struct',
      fields: [
        { id: 1, name: 'shortened_url', type: 'string', need: 'default' },
        { id: 2, name: 'expanded_url', type: 'string', need: 'default' },
      ],
    },
    UserMention: {
      kind: 'struct',
      fields: [
        { id: 1, name: 'user_id', type: 'i64', need: 'default' },
        { id: 2, name: 'username', type: 'string', need: 'default' },
      ],
    },
    Creator: {
      kind: 'struct',
      fields: [
        { id: 1, name: 'user_id', type: 'i64', need: 'default' },
        { id: 2, name: 'username', type: 'string', need: 'default' },
      ],
    },
    TextServiceReturn: {
      kind: 'struct',
      fields: [
        { id: 1, name: 'text', type: 'string', need: 'default' },
        { id: 2, name: 'user_mentions', type: { list: { ref: 'UserMention' } }, need: 'default' },
        { id: 3, name: 'urls', type: { list: { ref: 'Url' } }, need: 'default' },
      ],
    },
    Post: {
      kind: 'struct',
      fields: [
        { id: 1, name: 'post_id', type: 'i64', need: 'default' },
        { id: 2, name: 'creator', type: { ref: 'Creator' }, need: 'default' },
        { id: 3, name: 'req_id', type: 'i64', need: 'default' },
        { id: 4, name: 'text', type: 'string', need: 'default' },
        { id: 5, name: 'user_mentions', type: { list: { ref: 'UserMention' } }, need: 'default' },
        { id: 6, name: 'media', type: { list: { ref: 'Media' } }, need: 'default' },
        { id: 7, name: 'urls', type: { list: { ref: 'Url' } }, need: 'default' },
        { id: 8, name: 'timestamp', type: 'i64', need: 'default' },
        { id: 9, name: 'post_type', type: { ref: 'PostType' }, need: 'default' },
      ],
    },
  },
  services: {
    UniqueIdService: {
      methods: {
        ComposeUniqueId: {
          oneway: false,
          args: [
            { id: 1, name: 'req_id', type: 'i64', need: 'default' },
            { id: 2, name: 'post_type', type: { ref: 'PostType' }, need: 'default' },
            { id: 3, name: 'carrier', type: { map: ['string', 'string'] }, need: 'default' },
          ],
          returns: 'i64',
          throws: [{ id: 1, name: 'se', type: { ref: 'ServiceException' }, need: 'optional' }],
        },
      },
    },
    TextService: {
      methods: {
        ComposeText: {
          oneway: false,
          args: [
            { id: 1, name: 'req_id', type: 'i64', need: 'default' },
            { id: 2, name: 'text', type: 'string', need: 'default' },
            { id: 3, name: 'carrier', type: { map: ['string', 'string'] }, need: 'default' },
          ],
          returns: { ref: 'TextServiceReturn' },
          throws: [{ id: 1, name: 'se', type: { ref: 'ServiceException' }, need: 'optional' }],
        },
      },
    },
    UserService: {
      methods: {
        RegisterUser: {
          oneway: false,
          args: [
            { id: 1, name: 'req_id', type: 'i64', need: 'default' },
            { id: 2, name: 'first_name', type: 'string', need: 'default' },
            { id: 3, name: 'last_name', type: 'string', need: 'default' },
            { id: 4, name: 'username', type: 'string', need: 'default' },
            { id: 5, name: 'password', type: 'string', need: 'default' },
            { id: 6, name: 'carrier', type: { map: ['string', 'string'] }, need: 'default' },
          ],
          returns: 'void',
          throws: [{ id: 1, name: 'se', type: { ref: 'ServiceException' }, need: 'optional' }],
        },
        RegisterUserWithId: {
          oneway: false,
          args: [
            { id: 1, name: 'req_id', type: 'i64', need: 'default' },
            { id: 2, name: 'first_name', type: 'string', need: 'default' },
            { id: 3, name: 'last_name', type: 'string', need: 'default' },
            { id: 4, name: 'username', type: 'string', need: 'default' },
            { id: 5, name: 'password', type: 'string', need: 'default' },
            { id: 6, name: 'user_id', type: 'i64', need: 'default' },
            { id: 7, name: 'carrier', type: { map: ['string', 'string'] }, need: 'default' },
          ],
          returns: 'void',
          throws: [{ id: 1, name: 'se', type: { ref: 'ServiceException' }, need: 'optional' }],
        },
        Login: {
          oneway: false,
          args: [
            { id: 1, name: 'req_id', type: 'i64', need: 'default' },
            { id: 2, name: 'username', type: 'string', need: 'default' },
            { id: 3, name: 'password', type: 'string', need: 'default' },
            { id: 4, name: 'carrier', type: { map: ['string', 'string'] }, need: 'default' },
          ],
          returns: 'string',
          throws: [{ id: 1, name: 'se', type: { ref: 'ServiceException' }, need: 'optional' }],
        },
        ComposeCreatorWithUserId: {
          oneway: false,
          args: [
            { id: 1, name: 'req_id', type: 'i64', need: 'default' },
            { id: 2, name: 'user_id', type: 'i64', need: 'default' },
            { id: 3, name: 'username', type: 'string', need: 'default' },
            { id: 4, name: 'carrier', type: { map: ['string', 'string'] }, need: 'default' },
          ],
          returns: { ref: 'Creator' },
          throws: [{ id: 1, name: 'se', type: { ref: 'ServiceException' }, need: 'optional' }],
        },
        ComposeCreatorWithUsername: {
          oneway: false,
          args: [
            { id: 1, name: 'req_id', type: 'i64', need: 'default' },
            { id: 2, name: 'username', type: 'string', need: 'default' },
            { id: 3, name: 'carrier', type: { map: ['string', 'string'] }, need: 'default' },
          ],
          returns: { ref: 'Creator' },
          throws: [{ id: 1, name: 'se', type: { ref: 'ServiceException' }, need: 'optional' }],
        },
        GetUserId: {
          oneway: false,
          args: [
            { id: 1, name: 'req_id', type: 'i64', need: 'default' },
            { id: 2, name: 'username', type: 'string', need: 'default' },
            { id: 3, name: 'carrier', type: { map: ['string', 'string'] }, need: 'default' },
          ],
          returns: 'i64',
          throws: [{ id: 1, name: 'se', type: { ref: 'ServiceException' }, need: 'optional' }],
        },
      },
    },
    ComposePostService: {
      methods: {
        ComposePost: {
          oneway: false,
          args: [
            { id: 1, name: 'req_id', type: 'i64', need: 'default' },
            { id: 2, name: 'username', type: 'string', need: 'default' },
            { id: 3, name: 'user_id', type: 'i64', need: 'default' },
            { id: 4, name: 'text', type: 'string', need: 'default' },
            { id: 5, name: 'media_ids', type: { list: 'i64' }, need: 'default' },
            { id: 6, name: 'media_types', type: { list: 'string' }, need: 'default' },
            { id: 7, name: 'post_type', type: { ref: 'PostType' }, need: 'default' },
            { id: 8, name: 'carrier', type: { map: ['string', 'string'] }, need: 'default' },
          ],
          returns: 'void',
          throws: [{ id: 1, name: 'se', type: { ref: 'ServiceException' }, need: 'optional' }],
        },
      },
    },
    PostStorageService: {
      methods: {
        StorePost: {
          oneway: false,
          args: [
            { id: 1, name: 'req_id', type: 'i64', need: 'default' },
            { id: 2, name: 'post', type: { ref: 'Post' }, need: 'default' },
            { id: 3, name: 'carrier', type: { map: ['string', 'string'] }, need: 'default' },
          ],
          returns: 'void',
          throws: [{ id: 1, name: 'se', type: { ref: 'ServiceException' }, need: 'optional' }],
        },
        ReadPost: {
          oneway: false,
          args: [
            { id: 1, name: 'req_id', type: 'i64', need: 'default' },
            { id: 2, name: 'post_id', type: 'i64', need: 'default' },
            { id: 3, name: 'carrier', type: { map: ['string', 'string'] }, need: 'default' },
          ],
          returns: { ref: 'Post' },
          throws: [{ id: 1, name: 'se', type: { ref: 'ServiceException' }, need: 'optional' }],
        },
        ReadPosts: {
          oneway: false,
          args: [
            { id: 1, name: 'req_id', type: 'i64', need: 'default' },
            { id: 2, name: 'post_ids', type: { list: 'i64' }, need: 'default' },
            { id: 3, name: 'carrier', type: { map: ['string', 'string'] }, need: 'default' },
          ],
          returns: { list: { ref: 'Post' } },
          throws: [{ id: 1, name: 'se', type: { ref: 'ServiceException' }, need: 'optional' }],
        },
      },
    },
    HomeTimelineService: {
      methods: {
        ReadHomeTimeline: {
          oneway: false,
          args: [
            { id: 1, name: 'req_id', type: 'i64', need: 'default' },
            { id: 2, name: 'user_id', type: 'i64', need: 'default' },
            { id: 3, name: 'start', type: 'i32', need: 'default' },
            { id: 4, name: 'stop', type: 'i32', need: 'default' },
            { id: 5, name: 'carrier', type: { map: ['string', 'string'] }, need: 'default' },
          ],
          returns: { list: { ref: 'Post' } },
          throws: [{ id: 1, name: 'se', type: { ref: 'ServiceException' }, need: 'optional' }],
        },
        WriteHomeTimeline: {
          oneway: false,
          args: [
            { id: 1, name: 'req_id', type: 'i64', need: 'default' },
            { id: 2, name: 'post_id', type: 'i64', need: 'default' },
            { id: 3, name: 'user_id', type: 'i64', need: 'default' },
            { id: 4, name: 'timestamp', type: 'i64', need: 'default' },
            { id: 5, name: 'user_mentions_id', type: { list: 'i64' }, need: 'default' },
            { id: 6, name: 'carrier', type: { map: ['string', 'string'] }, need: 'default' },
          ],
          returns: 'void',
          throws: [{ id: 1, name: 'se', type: { ref: 'ServiceException' }, need: 'optional' }],
        },
      },
    },
    UserTimelineService: {
      methods: {
        WriteUserTimeline: {
          oneway: false,
          args: [
            { id: 1, name: 'req_id', type: 'i64', need: 'default' },
            { id: 2, name: 'post_id', type: 'i64', need: 'default' },
            { id: 3, name: 'user_id', type: 'i64', need: 'default' },
            { id: 4, name: 'timestamp', type: 'i64', need: 'default' },
            { id: 5, name: 'carrier', type: { map: ['string', 'string'] }, need: 'default' },
          ],
          returns: 'void',
          throws: [{ id: 1, name: 'se', type: { ref: 'ServiceException' }, need: 'optional' }],
        },
        ReadUserTimeline: {
          oneway: false,
          args: [
            { id: 1, name: 'req_id', type: 'i64', need: 'default' },
            { id: 2, name: 'user_id', type: 'i64', need: 'default' },
            { id: 3, name: 'start', type: 'i32', need: 'default' },
            { id: 4, name: 'stop', type: 'i32', need: 'default' },
            { id: 5, name: 'carrier', type: { map: ['string', 'string'] }, need: 'default' },
          ],
          returns: { list: { ref: 'Post' } },
          throws: [{ id: 1, name: 'se', type: { ref: 'ServiceException' }, need: 'optional' }],
        },
      },
    },
    SocialGraphService: {
      methods: {
        GetFollowers: {
          oneway: false,
          args: [
            { id: 1, name: 'req_id', type: 'i64', need: 'default' },
            { id: 2, name: 'user_id', type: 'i64', need: 'default' },
            { id: 3, name: 'carrier', type: { map: ['string', 'string'] }, need: 'default' },
          ],
          returns: { list: 'i64' },
          throws: [{ id: 1, name: 'se', type: { ref: 'ServiceException' }, need: 'optional' }],
        },
        GetFollowees: {
          oneway: false,
          args: [
            { id: 1, name: 'req_id', type: 'i64', need: 'default' },
            { id: 2, name: 'user_id', type: 'i64', need: 'default' },
            { id: 3, name: 'carrier', type: { map: ['string', 'string'] }, need: 'default' },
          ],
          returns: { list: 'i64' },
          throws: [{ id: 1, name: 'se', type: { ref: 'ServiceException' }, need: 'optional' }],
        },
        Follow: {
          oneway: false,
          args: [
            { id: 1, name: 'req_id', type: 'i64', need: 'default' },
            { id: 2, name: 'user_id', type: 'i64', need: 'default' },
            { id: 3, name: 'followee_id', type: 'i64', need: 'default' },
            { id: 4, name: 'carrier', type: { map: ['string', 'string'] }, need: 'default' },
          ],
          returns: 'void',
          throws: [{ id: 1, name: 'se', type: { ref: 'ServiceException' }, need: 'optional' }],
        },
        Unfollow: {
          oneway: false,
          args: [
            { id: 1, name: 'req_id', type: 'i64', need: 'default' },
            { id: 2, name: 'user_id', type: 'i64', need: 'default' },
            { id: 3, name: 'followee_id', type: 'i64', need: 'default' },
            { id: 4, name: 'carrier', type: { map: ['string', 'string'] }, need: 'default' },
          ],
          returns: 'void',
          throws: [{ id: 1, name: 'se', type: { ref: 'ServiceException' }, need: 'optional' }],
        },
        FollowWithUsername: {
          oneway: false,
          args: [
            { id: 1, name: 'req_id', type: 'i64', need: 'default' },
            { id: 2, name: 'user_username', type: 'string', need: 'default' },
            { id: 3, name: 'followee_username', type: 'string', need: 'default' },
            { id: 4, name: 'carrier', type: { map: ['string', 'string'] }, need: 'default' },
          ],
          returns: 'void',
          throws: [{ id: 1, name: 'se', type: { ref: 'ServiceException' }, need: 'optional' }],
        },
        UnfollowWithUsername: {
          oneway: false,
          args: [
            { id: 1, name: 'req_id', type: 'i64', need: 'default' },
            { id: 2, name: 'user_username', type: 'string', need: 'default' },
            { id: 3, name: 'followee_username', type: 'string', need: 'default' },
            { id: 4, name: 'carrier', type: { map: ['string', 'string'] }, need: 'default' },
          ],
          returns: 'void',
          throws: [{ id: 1, name: 'se', type: { ref: 'ServiceException' }, need: 'optional' }],
        },
        InsertUser: {
          oneway: false,
          args: [
            { id: 1, name: 'req_id', type: 'i64', need: 'default' },
            { id: 2, name: 'user_id', type: 'i64', need: 'default' },
            { id: 3, name: 'carrier', type: { map: ['string', 'string'] }, need: 'default' },
          ],
          returns: 'void',
          throws: [{ id: 1, name: 'se', type: { ref: 'ServiceException' }, need: 'optional' }],
        },
      },
    },
    UserMentionService: {
      methods: {
        ComposeUserMentions: {
          oneway: false,
          args: [
            { id: 1, name: 'req_id', type: 'i64', need: 'default' },
            { id: 2, name: 'usernames', type: { list: 'string' }, need: 'default' },
            { id: 3, name: 'carrier', type: { map: ['string', 'string'] }, need: 'default' },
          ],
          returns: { list: { ref: 'UserMention' } },
          throws: [{ id: 1, name: 'se', type: { ref: 'ServiceException' }, need: 'optional' }],
        },
      },
    },
    UrlShortenService: {
      methods: {
        ComposeUrls: {
          oneway: false,
          args: [
            { id: 1, name: 'req_id', type: 'i64', need: 'default' },
            { id: 2, name: 'urls', type: { list: 'string' }, need: 'default' },
            { id: 3, name: 'carrier', type: { map: ['string', 'string'] }, need: 'default' },
          ],
          returns: { list: { ref: 'Url' } },
          throws: [{ id: 1, name: 'se', type: { ref: 'ServiceException' }, need: 'optional' }],
        },
        GetExtendedUrls: {
          oneway: false,
          args: [
            { id: 1, name: 'req_id', type: 'i64', need: 'default' },
            { id: 2, name: 'shortened_urls', type: { list: 'string' }, need: 'default' },
            { id: 3, name: 'carrier', type: { map: ['string', 'string'] }, need: 'default' },
          ],
          returns: { list: 'string' },
          throws: [{ id: 1, name: 'se', type: { ref: 'ServiceException' }, need: 'optional' }],
        },
      },
    },
    MediaService: {
      methods: {
        ComposeMedia: {
          oneway: false,
          args: [
            { id: 1, name: 'req_id', type: 'i64', need: 'default' },
            { id: 2, name: 'media_types', type: { list: 'string' }, need: 'default' },
            { id: 3, name: 'media_ids', type: { list: 'i64' }, need: 'default' },
            { id: 4, name: 'carrier', type: { map: ['string', 'string'] }, need: 'default' },
          ],
          returns: { list: { ref: 'Media' } },
          throws: [{ id: 1, name: 'se', type: { ref: 'ServiceException' }, need: 'optional' }],
        },
      },
    },
  },
  constants: {},
};

const exceptions = { ServiceException };

export const UniqueIdService = serviceOf<UniqueIdService>(model, 'UniqueIdService', exceptions);
export const TextService = serviceOf<TextService>(model, 'TextService', exceptions);
export const UserService = serviceOf<UserService>(model, 'UserService', exceptions);
export const ComposePostService = serviceOf<ComposePostService>(model, 'ComposePostService', exceptions);
export const PostStorageService = serviceOf<PostStorageService>(model, 'PostStorageService', exceptions);
export const HomeTimelineService = serviceOf<HomeTimelineService>(model, 'HomeTimelineService', exceptions);
export const UserTimelineService = serviceOf<UserTimelineService>(model, 'UserTimelineService', exceptions);
export const SocialGraphService = serviceOf<SocialGraphService>(model, 'SocialGraphService', exceptions);
export const UserMentionService = serviceOf<UserMentionService>(model, 'UserMentionService', exceptions);
export const UrlShortenService = serviceOf<UrlShortenService>(model, 'UrlShortenService', exceptions);
export const MediaService = serviceOf<MediaService>(model, 'MediaService', exceptions);
