/** Variables that every process may read, whatever its service; app.ts need not list them. */
const common = new Set(['HOST', 'LOG_LEVEL', 'CALL_DEADLINE_MS', 'OW_AUTH', 'CONNECTIONS']);

/** Variables that the AWS SDK reads by itself. */
const isOfSdk = (name: string): boolean => name.startsWith('AWS_');

/** The variables that the code of a service has read, by the service. */
const readBy = new Map<string, Set<string>>();

/**
 * Notes that the code of the running service reads variables. When it has loaded, they are compared with those that its app.ts
 * declares, which the deployment passes in SERVICE_VARIABLES; a name that ends in `?` may be read and need not. A difference ends
 * the process with a sentence that names both files. Without that variable, in a test or a tool, nothing is compared.
 */
export function noteRead(names: string[]): void {
  const { SERVICE_NAME: service, SERVICE_VARIABLES: declared } = process.env;
  if (service === undefined || declared === undefined) return;
  const read = readBy.get(service) ?? new Set();
  if (!readBy.has(service)) setImmediate(() => compare(service, new Set(declared.split(' ')), read));
  readBy.set(service, read);
  for (const name of names) read.add(name);
}

function compare(service: string, declared: Set<string>, read: Set<string>): void {
  const [app] = service.split('/');
  const isOwn = (name: string): boolean => name !== '' && !common.has(name) && !isOfSdk(name);
  const missing = [...read].filter((name) => isOwn(name) && !declared.has(name) && !declared.has(`${name}?`));
  const unknown = [...declared].filter((name) => isOwn(name) && !name.endsWith('?') && !read.has(name));
  if (missing.length > 0)
    throw new Error(
      `apps/${service}/config.ts reads ${missing.join(', ')}, which apps/${app}/app.ts does not declare: add it to 'needs' or 'settings'`,
    );
  if (unknown.length > 0)
    throw new Error(
      `apps/${app}/app.ts declares ${unknown.join(', ')} for ${service}, which apps/${service}/config.ts does not read: remove it from one or add it to the other`,
    );
}
