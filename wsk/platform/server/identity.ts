import { unauthorised } from './refusal.ts';

/** An authenticated caller: the owner of one namespace. */
export interface Identity {
  namespace: string;
  /** `uuid:key`. */
  key: string;
}

/** The accounts of the platform. */
export interface Identities {
  /** The caller of an Authorization header; throws 401 when the header is missing or wrong. */
  require(header: string | undefined): Identity;
  /** The caller of an Authorization header; undefined when the header is missing or wrong. */
  find(header: string | undefined): Identity | undefined;
  byKey(key: string): Identity | undefined;
  byNamespace(namespace: string): Identity | undefined;
  /** The owner of the APIs below `/api/TENANT`. */
  byTenant(tenant: string): Identity | undefined;
}

/** The name of a namespace in the URLs of the API gateway: the uuid of its key. */
export function tenantOf(identity: Identity | undefined): string {
  return identity?.key.split(':')[0] ?? '';
}

// The owner of the platform's own web actions. Nobody can authenticate as it, because every key contains a colon.
const system: Identity = { namespace: 'whisk.system', key: '' };

/** Creates the accounts from a table of namespaces and their keys, `uuid:key`. */
export function createIdentities(namespaces: Record<string, string>): Identities {
  const byKey = new Map<string, Identity>();
  const byNamespace = new Map<string, Identity>([[system.namespace, system]]);
  const byTenant = new Map<string, Identity>();
  const byHeader = new Map<string, Identity>();
  for (const [namespace, key] of Object.entries(namespaces)) {
    const identity = { namespace, key };
    byKey.set(key, identity);
    byNamespace.set(namespace, identity);
    byTenant.set(tenantOf(identity), identity);
    byHeader.set(`Basic ${Buffer.from(key).toString('base64')}`, identity);
  }
  const find = (header: string | undefined): Identity | undefined => {
    if (header === undefined) return undefined;
    const exact = byHeader.get(header);
    if (exact !== undefined) return exact;
    const credentials = credentialsOf(header);
    return credentials === undefined ? undefined : byKey.get(credentials);
  };
  return {
    find,
    require(header) {
      const identity = find(header);
      if (identity !== undefined) return identity;
      throw unauthorised(header !== undefined && credentialsOf(header) !== undefined);
    },
    byKey: (key) => byKey.get(key),
    byNamespace: (namespace) => byNamespace.get(namespace),
    byTenant: (tenant) => byTenant.get(tenant),
  };
}

function credentialsOf(header: string): string | undefined {
  const match = /^basic\s+([A-Za-z0-9+/]+={0,2})\s*$/i.exec(header);
  const text = match?.[1] === undefined ? '' : Buffer.from(match[1], 'base64').toString();
  return text === '' ? undefined : text;
}
