import type { Client } from '#shared/thrift/client';
import type { TextService, UrlShortenService, UserMentionService } from '../social-network.ts';

const mention = /@([A-Za-z0-9_-]+)/g;
// As in the original a slash, a colon or a question mark after the host ends it.
const address = /https?:\/\/[A-Za-z0-9_!~*'().&=+$%-]+/g;

/** Finds mentions and addresses in a text, and writes the addresses short. */
export function text(
  urlShorten: Client<UrlShortenService>,
  userMention: Client<UserMentionService>,
): TextService {
  return {
    async ComposeText({ req_id, text: written }) {
      const usernames = [...written.matchAll(mention)].map(([, name = '']) => name);
      const addresses = written.match(address) ?? [];
      const [urls, user_mentions] = await Promise.all([
        urlShorten.ComposeUrls({ req_id, urls: addresses }),
        userMention.ComposeUserMentions({ req_id, usernames }),
      ]);
      let next = 0;
      const shown = written.replace(address, (original) => urls[next++]?.shortened_url ?? original);
      return { text: shown, user_mentions, urls };
    },
  };
}
