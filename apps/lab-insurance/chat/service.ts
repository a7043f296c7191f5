import { labError, labErrorHandlers } from '../errors.ts';
import { labService } from '../service-base.ts';

/** The plain HTTP side of the chat: its health, and what to say to those who do not ask for a WebSocket. */
export const chat = labService('chat');
chat.get('/ws/chat/:topic/:username', () => {
  throw labError('VALIDATION', 'This is no WebSocket request; open a WebSocket on this path.');
});
chat.use(labErrorHandlers);
