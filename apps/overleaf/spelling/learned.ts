import { isDuplicateKey, openCollection, openMongo } from '#shared/state/mongo';
import { config } from './config.ts';

/** The words that a user has taught. */
interface Preferences {
  /** The user's id. */
  token: string;
  learnedWords: string[];
}

export const mongo = openMongo(config.MONGO_URL);
const withPreferences = openCollection<Preferences>(mongo, 'spellingPreferences');

/** The words of a user, in the order in which they were learned. */
export const learnedWords = async (user: string): Promise<string[]> =>
  (await withPreferences((all) => all.findOne({ token: user })))?.learnedWords ?? [];

/** Adds a word, once. */
export async function learnWord(user: string, word: string): Promise<void> {
  const add = () =>
    withPreferences((all) =>
      all.updateOne({ token: user }, { $addToSet: { learnedWords: word } }, { upsert: true }),
    );
  await add().catch((error: unknown) => {
    // Another request has just learned the first word of this user.
    if (isDuplicateKey(error)) return add();
    throw error;
  });
}

/** Removes a word; one that is not there is removed already. */
export async function unlearnWord(user: string, word: string): Promise<void> {
  await withPreferences((all) => all.updateOne({ token: user }, { $pull: { learnedWords: word } }));
}

/** Removes all words of a user. */
export async function forgetWords(user: string): Promise<void> {
  await withPreferences((all) => all.deleteOne({ token: user }));
}
