import { Failure } from '../cli/failure.ts';
import type { App } from './define-app.ts';

/**
 * The items with the chosen variants of their applications, each of the form `SERVICE=NAME`, for example `catalogue=bypass`. Throws a
 * failure that lists all variants when one does not exist.
 */
export function withVariants<Item extends { app: App }>(items: Item[], choices: readonly string[]): Item[] {
  return choices.reduce((all, text) => {
    const [service = '', ...rest] = text.split('=');
    const variant = rest.join('=');
    const has = ({ app }: Item): boolean =>
      Object.hasOwn(app.services, service) && Object.hasOwn(app.services[service]?.variants ?? {}, variant);
    if (!all.some(has))
      throw new Failure(`There is no variant '${text}'; there are: ${available(all) || 'none'}`, 2);
    return all.map((item) => (has(item) ? { ...item, app: withVariant(item.app, service, variant) } : item));
  }, items);
}

const available = (items: { app: App }[]): string =>
  items
    .flatMap(({ app }) => Object.entries(app.services))
    .flatMap(([service, { variants = {} }]) => Object.keys(variants).map((name) => `${service}=${name}`))
    .join(', ');

function withVariant(app: App, service: string, variant: string): App {
  const spec = app.services[service];
  return spec === undefined
    ? app
    : { ...app, services: { ...app.services, [service]: { ...spec, variant } } };
}
