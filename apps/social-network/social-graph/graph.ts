import { openCollection, type WithCollection } from '#shared/state/mongo';
import { onStore } from '../errors.ts';
import { openDatabase } from '../mongo.ts';
import { ErrorCode } from '../social-network.ts';
import { config } from './config.ts';

/** Somebody who follows or is followed, since a time in milliseconds since 1970. */
export interface Edge {
  user_id: bigint;
  timestamp: bigint;
}

/** One end of the edges of a user. */
export type Side = 'followers' | 'followees';

/** A user in the collection `social-graph`; `user_id` is unique. */
export type GraphDocument = { user_id: bigint } & Record<Side, Edge[]>;

const withGraph = openCollection<GraphDocument>(openDatabase(config.MONGO_URL), 'social-graph');
const onGraph: WithCollection<GraphDocument> = (work) =>
  onStore(ErrorCode.SE_MONGODB_ERROR, () => withGraph(work));

/** Adds a user whom nobody follows. Throws code 4 when there is one of this id. */
export const addUser = (user_id: bigint): Promise<unknown> =>
  onGraph((graph) => graph.insertOne({ user_id, followers: [], followees: [] }));

/** Adds an edge at one end; nothing happens when it is there already, or the user is not. */
export const addEdge = (user_id: bigint, side: Side, edge: Edge): Promise<unknown> =>
  onGraph((graph) =>
    graph.updateOne({ user_id, [`${side}.user_id`]: { $ne: edge.user_id } }, { $push: { [side]: edge } }),
  );

/** Removes an edge at one end. */
export const removeEdge = (user_id: bigint, side: Side, other: bigint): Promise<unknown> =>
  onGraph((graph) => graph.updateOne({ user_id }, { $pull: { [side]: { user_id: other } } }));

/** The edges of a user, oldest first; undefined for a user that is not there. */
export const edgesOf = async (user_id: bigint, side: Side): Promise<Edge[] | undefined> =>
  (await onGraph((graph) => graph.findOne({ user_id })))?.[side];
