import { invoked } from '#shared/messaging/invoke-instead';
import { box } from './events.ts';

export const main = invoked('dashboard', box.receive);
