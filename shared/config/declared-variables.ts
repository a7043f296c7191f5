/** Variables that every process may read, whatever its service; app.ts need not list them. */
const common = new Set(['HOST', 'LOG_LEVEL', 'CALL_DEADLINE_MS', 'OW_AUTH', 'CONNECTIONS']);

/** Variables that the AWS SDK reads by itself. */
const isOfSdk = (name: string): boolean => name.startsWith('AWS_');

/** The variables that the code of a service has read, by the service. */
const readBy = new Map<string, Set<string>>();

/**
 * Notes that the code of the running service reads variables, and compares them with those that its app.ts declares, which the
 * deployment passes in SERVICE_VARIABLES; a name that ends in `?` may be read and need not. Throws for one that is not declared, so that
 * the code does not load. When the code has loaded, one that it has not read ends the process. Both sentences name both files. Without
 * that variable, in a test or a tool, nothing is compared.
 */
export function noteRead(names: string[]): void {
  const { SERVICE_NAME: service, SERVICE_VARIABLES } = process.env;
  if (service === undefined || SERVICE_VARIABLES === undefined) return;
  const declared = new Set(SERVICE_VARIABLES.split(' '));
  checkDeclared(service, declared, names);
  const read = readBy.get(service) ?? new Set();
  if (!readBy.has(service)) setImmediate(() => checkRead(service, declared, read));
  readBy.set(service, read);
  for (const name of names) read.add(name);
}

const isOwn = (name: string): boolean => name !== '' && !common.has(name) && !isOfSdk(name);

function checkDeclared(service: string, declared: ReadonlySet<string>, names: string[]): void {
  const missing = names.filter((name) => isOwn(name) && !declared.has(name) && !declared.has(`${name}?`));
  if (missing.length === 0) return;
  throw new Error(
    `apps/${service}/config.ts reads ${missing.join(', ')}, which ${tableOf(service)} does not declare: add it to 'needs' or 'settings'`,
  );
}

function checkRead(service: string, declared: ReadonlySet<string>, read: ReadonlySet<string>): void {
  const unread = [...declared].filter((name) => isOwn(name) && !name.endsWith('?') && !read.has(name));
  if (unread.length === 0) return;
  throw new Error(
    `${tableOf(service)} declares ${unread.join(', ')} for ${service}, which apps/${service}/config.ts does not read: remove it from one or add it to the other`,
  );
}

const tableOf = (service: string): string => `apps/${service.split('/')[0]}/app.ts`;
