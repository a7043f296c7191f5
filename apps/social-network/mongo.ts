import type { Db } from 'mongodb';
import { openMongo } from '#shared/state/mongo';
import type { Store } from '#shared/state/store';

/** A database whose 64-bit numbers are bigints: ids have 63 bits. */
export const openDatabase = (url: string): Store<Db> => openMongo(url, { useBigInt64: true });
