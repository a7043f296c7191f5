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
      isOutage: (error) => error instanceof MongoNetworkError || error instanceof MongoServerSelectionError,
    },
    mode,
  );
};

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
