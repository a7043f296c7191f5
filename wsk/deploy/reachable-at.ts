import type { Addresses } from '#shared/app/addresses';

const loopback = /(^|[/@,])(?:localhost|127(?:\.\d+){3}|\[::1\])(?=[:/,]|$)/gi;

/** An address, or several with commas between, with `host` in place of those that mean the machine of whoever asks. */
export const withHost = (addresses: string, host: string): string =>
  addresses.replace(loopback, (_, before: string) => before + host);

/** The same addresses for actions in containers, which reach this machine at `host`. */
export const reachableAt = (addresses: Addresses, host: string): Addresses => ({
  ...addresses,
  component: (name) => withHost(addresses.component(name), host),
  service: (name) => withHost(addresses.service(name), host),
});
