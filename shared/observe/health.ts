/** A part that a service needs, such as a store, a consumer of messages or an outbox. */
export interface Part {
  /** Whether the part can do now what requests or messages need. Never rejects. */
  isHealthy(): Promise<boolean>;
}

/** The parts that a service needs, by the names that its health gives them. */
export type Parts = Readonly<Record<string, Part>>;

/** Asks all parts at the same time; answers for each whether it is healthy. */
export async function healthOf(parts: Parts): Promise<Record<string, boolean>> {
  const answers = Object.entries(parts).map(async ([name, part]) => [name, await part.isHealthy()] as const);
  return Object.fromEntries(await Promise.all(answers));
}
