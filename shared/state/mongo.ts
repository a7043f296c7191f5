import {
  type Db,
  MongoClient,
  type MongoClientOptions,
  MongoNetworkError,
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
