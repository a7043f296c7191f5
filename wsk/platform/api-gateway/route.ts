import type { PlatformContext } from '../context.ts';
import type { Api } from '../entities/entities.ts';
import { decodePercent } from '../server/query.ts';
import { notFound } from '../server/refusal.ts';
import type { PlatformRequest } from '../server/request.ts';
import { type WebTarget, webTarget } from '../web/web.ts';
import type { Operation } from './swagger.ts';

const pathPattern = /^\/api\/([^/]+)(\/.*)?$/;

/** The web action behind an API, and the request as that action gets it. */
export interface GatewayTarget {
  target: WebTarget;
  request: PlatformRequest;
}

/**
 * The web action behind `/api/TENANT/BASE/PATH`; undefined when the path is no tenant's. The request for it has the key that the
 * API was given for the action among its headers. Throws 404 when no route fits.
 */
export function gatewayTarget(
  platform: PlatformContext,
  request: PlatformRequest,
): GatewayTarget | undefined {
  const [, tenant = '', inside = '/'] = pathPattern.exec(request.path) ?? [];
  const owner = tenant === '' ? undefined : platform.identities.byTenant(decodePercent(tenant));
  if (owner === undefined) return undefined;
  const verb = request.method.toLowerCase();
  const apis = platform.store.list('apis', owner.namespace) as Api[];
  // The most particular base path decides.
  const serving = apis
    .filter(({ name }) => name === '/' || inside === name || inside.startsWith(`${name}/`))
    .sort((a, b) => b.name.length - a.name.length);
  for (const api of serving) {
    const found = targetIn(api, verb, inside, owner.namespace);
    if (found !== undefined)
      return {
        target: found.target,
        request: found.secret === undefined ? request : withSecret(request, found.secret),
      };
  }
  throw notFound(`route ${verb.toUpperCase()} ${inside}`);
}

/** The web action that one API has for a path, and the key that it was given for it. */
function targetIn(
  api: Api,
  verb: string,
  inside: string,
  ownNamespace: string,
): { target: WebTarget; secret: string | undefined } | undefined {
  const rest = (api.name === '/' ? inside : inside.slice(api.name.length)) || '/';
  const template = bestTemplate(Object.keys(api.swagger.paths), rest);
  if (template === undefined) return undefined;
  const operations = api.swagger.paths[template] ?? {};
  // What a browser asks beforehand is answered as the action behind would.
  const forOptions = verb === 'options' ? Object.values(operations).find(isOperation) : undefined;
  const asked = operations[verb] ?? forOptions;
  if (!isOperation(asked)) return undefined;
  const target = webTarget(asked['x-openwhisk'].url.replace(/^.*(?=\/api\/v1\/web\/)/, ''));
  if (target === undefined) return undefined;
  const namespace = target.namespace === '_' ? ownNamespace : target.namespace;
  return {
    target: { ...target, namespace, rest: template.includes('{') ? inside : '' },
    secret: api.secureKeys[`${verb} ${template}`],
  };
}

const withSecret = (request: PlatformRequest, secret: string): PlatformRequest => ({
  ...request,
  headers: { ...request.headers, 'x-require-whisk-auth': secret },
  rawHeaders: [...request.rawHeaders, 'X-Require-Whisk-Auth', secret],
});

const isOperation = (value: unknown): value is Operation =>
  typeof (value as Partial<Operation> | undefined)?.['x-openwhisk']?.url === 'string';

// Fewest parameters first, so that /books/new goes before /books/{id}.
function bestTemplate(templates: string[], path: string): string | undefined {
  const fitting = templates.filter((template) => fits(template, path));
  const holes = (template: string): number => template.split('{').length;
  return fitting.sort((a, b) => holes(a) - holes(b))[0];
}

function fits(template: string, path: string): boolean {
  const wanted = template.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return false;
  return wanted.every((part, index) => {
    const text = decodePercent(given[index] ?? '');
    return /^\{[^}]+\}$/.test(part) ? text !== '' : part === text;
  });
}
