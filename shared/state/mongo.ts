import {
  type Collection,
  type Db,
  type Document,
  MongoClient,
  type MongoClientOptions,
  MongoNetworkError,
  MongoServerError,
  MongoServerSelectionError,
} from 'mongodb';
import type { ConnectionMode } from './connections.ts';
import { openStore, type Store } from './store.ts';

/** A MongoDB database, named by the path of a URL such as `mongodb://127.0.0.1:27017/catalogue`. */
export const openMongo = (
  url: string,
  options: MongoClientOptions = {},
  mode?: ConnectionMode,
): Store<Db> => {
  const clients = new WeakMap<Db, MongoClient>();
  return openStore<Db>(
    {
      name: 'MongoDB',
      open: async () => {
        const client = new MongoClient(url, {
          serverSelectionTimeoutMS: 2000,
          connectTimeoutMS: 2000,
          maxPoolSize: 10,
          ...options,
        });
        const db = client.db();
        clients.set(db, client);
        return db;
      },
      close: async (db) => clients.get(db)?.close(),
      ping: (db) => db.command({ ping: 1 }),
      async probe(db) {
        // `hello` is its newer name, which mongo-java-server does not know.
        const { ismaster } = await db.command({ isMaster: 1 });
        if (ismaster !== true) throw new Error('this server of MongoDB takes no writes');
      },
      isOutage: (error) => error instanceof MongoNetworkError || error instanceof MongoServerSelectionError,
      isDemoted: (error) => error instanceof MongoServerError && demoted.has(Number(error.code)),
    },
    mode,
  );
};

/** The codes with which a server says that it is not the primary or no longer, or that it shuts down. */
const demoted = new Set([91, 189, 10058, 10107, 11600, 11602, 13435, 13436]);

/** Runs `work` with a collection of a database; errors as those of `openStore`. */
export type WithCollection<Schema extends Document> = <Result>(
  work: (collection: Collection<Schema>) => Promise<Result>,
) => Promise<Result>;

/** A collection of a database that `openMongo` has opened: `const withUsers = openCollection<User>(mongo, 'users')`. */
export const openCollection =
  <Schema extends Document>(mongo: Store<Db>, name: string): WithCollection<Schema> =>
  (work) =>
    mongo.use((db) => work(db.collection<Schema>(name)));

/** Whether MongoDB refused a write because a unique index has such a document already. */
export const isDuplicateKey = (error: unknown): error is MongoServerError =>
  error instanceof MongoServerError && error.code === 11000;
