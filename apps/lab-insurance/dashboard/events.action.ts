import { invoked } from '#shared/messaging/invoke-instead';
import { inbox } from './events.ts';

export const main = invoked('dashboard', inbox.receive);
