import { web } from '#shared/app/actions';
import { defineApp } from '#shared/app/define-app';

/** The smallest application: one service, which needs nothing, in both forms. */
export const template = defineApp({
  name: 'template',
  title: 'Template',
  gateway: 'hello',
  services: {
    hello: {
      summary: 'greets people',
      port: 'HELLO_PORT',
      needs: {},
      settings: ['GREETING'],
      actions: { main: web() },
    },
  },
});
