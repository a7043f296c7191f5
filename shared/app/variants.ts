import { Failure } from '../cli/failure.ts';
import type { App } from './define-app.ts';

/**
 * Applications with the variants that a person asks for, each as `SERVICE=NAME`, for example `catalogue=bypass`. Throws a failure
 * that lists all variants when a text names no service with such a variant.
 */
export function withVariants<Item extends { app: App }>(items: Item[], wanted: readonly string[]): Item[] {
  return wanted.reduce((all, text) => {
    const [service = '', variant = ''] = text.split('=');
    const has = ({ app }: Item): boolean => variant in (app.services[service]?.variants ?? {});
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
