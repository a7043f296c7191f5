import { serveThrift } from '#shared/thrift/server';
import { thriftClient } from '../clients.ts';
import { HomeTimelineService } from '../social-network.ts';
import { clients } from './clients.ts';
import { config } from './config.ts';
import { deliverWith } from './delivery.ts';
import { homeTimeline } from './service.ts';

const { postStorage, socialGraph } = clients(thriftClient);
const fanOut = deliverWith(socialGraph);

await serveThrift(HomeTimelineService, homeTimeline(fanOut, postStorage), config.THRIFT_PORT);
