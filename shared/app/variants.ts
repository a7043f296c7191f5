import { Failure } from '../cli/failure.ts';
import type { App } from './define-app.ts';

/**
 * Applications with the variants that a person asks for, each as `SERVICE=NAME`, for example `catalogue=bypass`. Throws a failure
 * that lists what there is when a text names no service with such a variant.
 */
export function withVariants(apps: App[], wanted: string[]): App[] {
  return wanted.reduce((all, text) => {
    const [service = '', variant = ''] = text.split('=');
    const has = ({ services }: App): boolean => variant in (services[service]?.variants ?? {});
    if (!all.some(has))
      throw new Failure(
        `There is no variant '${text}'; there are: ${available(all).join(', ') || 'none'}`,
        2,
      );
    return all.map((app) => (has(app) ? withVariant(app, service, variant) : app));
  }, apps);
}

const available = (apps: App[]): string[] =>
  apps.flatMap(({ services }) =>
    Object.entries(services).flatMap(([service, { variants = {} }]) =>
      Object.keys(variants).map((variant) => `${service}=${variant}`),
    ),
  );

function withVariant(app: App, service: string, variant: string): App {
  const spec = app.services[service];
  return spec === undefined
    ? app
    : { ...app, services: { ...app.services, [service]: { ...spec, variant } } };
}
