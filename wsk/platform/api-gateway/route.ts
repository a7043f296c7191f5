import type { PlatformContext } from '../context.ts';
import type { Api } from '../entities/entities.ts';
import { decodePercent } from '../server/query.ts';
import { notFound } from '../server/refusal.ts';
import type { PlatformRequest } from '../server/request.ts';
import { type WebTarget, webTarget } from '../web/web.ts';
import type { Operation } from './swagger.ts';

const pathPattern = /^\/api\/([^/]+)(\/.*)?$/;

/** The web action that serves an API request, and the request that the action gets. */
export interface GatewayTarget {
  target: WebTarget;
  request: PlatformRequest;
}

/**
 * The web action for a request to `/api/TENANT/BASE/PATH`; undefined when the path names no tenant. For a secured action, the request
 * gets the header X-Require-Whisk-Auth with the key in the API's definition. Throws 404 when no route matches.
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
  // The API with the longest base path has precedence.
  const candidates = apis
    .filter(({ name }) => name === '/' || inside === name || inside.startsWith(`${name}/`))
    .sort((a, b) => b.name.length - a.name.length);
  for (const api of candidates) {
    const found = targetIn(api, verb, inside, owner.namespace);
    if (found !== undefined)
      return {
        target: found.target,
        request: found.secret === undefined ? request : withSecret(request, found.secret),
      };
  }
  throw notFound(`route ${verb.toUpperCase()} ${inside}`);
}

/** The web action of one API for a path, and the key of the action if it is secured. */
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
  // A preflight request goes to the action of any other method of the path, which responds to OPTIONS.
  const forOptions = verb === 'options' ? Object.values(operations).find(isOperation) : undefined;
  const operation = operations[verb] ?? forOptions;
  if (!isOperation(operation)) return undefined;
  const target = webTarget(operation['x-openwhisk'].url.replace(/^.*(?=\/api\/v1\/web\/)/, ''));
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

// The template with the fewest parameters wins, so that /books/new has precedence over /books/{id}.
function bestTemplate(templates: string[], path: string): string | undefined {
  const matching = templates.filter((template) => matches(template, path));
  const parameterCount = (template: string): number => template.split('{').length;
  return matching.sort((a, b) => parameterCount(a) - parameterCount(b))[0];
}

function matches(template: string, path: string): boolean {
  const templateParts = template.split('/');
  const pathParts = path.split('/');
  if (templateParts.length !== pathParts.length) return false;
  return templateParts.every((part, index) => {
    const text = decodePercent(pathParts[index] ?? '');
    return /^\{[^}]+\}$/.test(part) ? text !== '' : part === text;
  });
}
