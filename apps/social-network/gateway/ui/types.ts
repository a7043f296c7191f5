/** A user, as the API names one; ids are texts, because they have more digits than numbers can hold. */
export interface Person {
  user_id: string;
  username: string;
}

/** A post, as timelines have it. */
export interface Post {
  post_id: string;
  creator: Person;
  text: string;
  user_mentions: Person[];
  media: { media_id: string; media_type: string }[];
  urls: { shortened_url: string; expanded_url: string }[];
  /** Milliseconds since 1970. */
  timestamp: string;
}
