import type { App } from '#shared/app/define-app';

/** The name of the program of a process: `robot-shop-payment-microservice`. */
export const programOf = (app: App, service: string, entry: string): string =>
  [app.name, service, entry.replace(/\.ts$/, '').replaceAll(/[./]/g, '-')].join('-');
