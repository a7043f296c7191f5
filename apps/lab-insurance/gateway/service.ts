import { crossOrigin } from '../cross-origin.ts';
import { labErrorHandlers } from '../errors.ts';
import { labService } from '../service-base.ts';
import { events } from './events.ts';
import { reports } from './reports.ts';
import { sales } from './sales.ts';
import { needsToken } from './session.ts';

/** The one API of the page: knows who asks, and passes on to the services what is asked. */
export const gateway = labService('gateway');
gateway.use(crossOrigin);
gateway.use('/api', needsToken, sales, reports, events);
gateway.use(labErrorHandlers);
