import { randomInt } from 'node:crypto';
import { openCollection, type WithCollection } from '#shared/state/mongo';
import { onStore } from '../errors.ts';
import { openDatabase } from '../mongo.ts';
import { ErrorCode, type Url, type UrlShortenService } from '../social-network.ts';
import { config } from './config.ts';

const signs = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const withUrls = openCollection<Url>(openDatabase(config.MONGO_URL), 'url-shorten');
const onUrls: WithCollection<Url> = (work) => onStore(ErrorCode.SE_MONGODB_ERROR, () => withUrls(work));

const shortened = (): string =>
  `http://short-url/${Array.from({ length: 10 }, () => signs[randomInt(signs.length)]).join('')}`;

/** Makes short addresses, a new one also for an address that has one, and finds what they stand for. */
export const urlShorten: UrlShortenService = {
  async ComposeUrls({ urls }) {
    if (urls.length === 0) return [];
    const made = urls.map((expanded_url): Url => ({ shortened_url: shortened(), expanded_url }));
    await onUrls((all) => all.insertMany(made.map((url) => ({ ...url }))));
    return made;
  },

  /** The long addresses in the order of the short ones; empty for one that nobody made. */
  async GetExtendedUrls({ shortened_urls: urls }) {
    if (urls.length === 0) return [];
    const found = await onUrls((all) => all.find({ shortened_url: { $in: urls } }).toArray());
    const expanded = new Map(found.map(({ shortened_url, expanded_url }) => [shortened_url, expanded_url]));
    return urls.map((url) => expanded.get(url) ?? '');
  },
};
