import type { PlatformContext } from '../context.ts';
import type { Action, Api, NativeAction, Package } from '../entities/entities.ts';
import { defaultLimits } from '../entities/limits.ts';
import { tenantOf } from '../server/identity.ts';
import { Refusal } from '../server/refusal.ts';
import {
  parseSwagger,
  type RouteRequest,
  refuse,
  type Swagger,
  secureKeysOf,
  verbs,
  withoutRoute,
  withRoute,
} from './swagger.ts';

type Args = Record<string, unknown>;
type Fields = Record<string, unknown>;

/** Creates the package `whisk.system/apimgmt` with the three web actions by which clients configure the API gateway. */
export function createApimgmt(platform: () => PlatformContext): [Package, ...Action[]] {
  const common = { namespace: 'whisk.system', version: '0.0.1', updated: 0, revision: 0, parameters: [] };
  const native = { createApi, getApi, deleteApi };
  const actions = Object.entries(native).map(([name, work]): Action => {
    const annotations = [
      { key: 'web-export', value: true },
      { key: 'final', value: true },
      { key: 'exec', value: 'nodejs:20' },
    ];
    return {
      ...common,
      collection: 'actions',
      package: 'apimgmt',
      name,
      publish: false,
      annotations,
      exec: { kind: 'nodejs:20', code: '// part of the platform', binary: false },
      limits: defaultLimits,
      native: asWebAction(platform, work),
    };
  });
  return [
    { ...common, collection: 'packages', name: 'apimgmt', publish: false, annotations: [] },
    ...actions,
  ];
}

// Errors have the usual form of the REST API: {error, code} with the status of the HTTP response.
function asWebAction(
  platform: () => PlatformContext,
  work: (platform: PlatformContext, own: string, args: Args) => unknown,
): NativeAction {
  return (args, _namespace, code) => {
    const headers = { 'Content-Type': 'application/json' };
    try {
      const caller = args.__ow_user;
      if (typeof caller !== 'string')
        throw refuse('The API gateway needs the key of a namespace: send it as Basic UUID:KEY.', 401);
      return { statusCode: 200, headers, body: work(platform(), caller, args) };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { statusCode: error.status, headers, body: { error: error.message, code } };
    }
  };
}

function createApi(platform: PlatformContext, own: string, args: Args): unknown {
  const apidoc = args.apidoc;
  if (typeof apidoc !== 'object' || apidoc === null) throw refuse('The body must have a member apidoc.');
  const { namespace = '_', swagger, action } = apidoc as Fields;
  if (namespace !== '_' && namespace !== own)
    throw refuse(`These credentials do not give access to '${String(namespace)}'.`, 403);
  if (swagger !== undefined) {
    const document = parseSwagger(swagger);
    return apiDocument(platform, put(platform, own, document, secureKeysOf(document)));
  }
  const route = parseRoute(apidoc as Fields, args.responsetype);
  const old = apiOf(platform, own, route.basePath);
  const document = withRoute(old?.swagger, route, own, platform.apihost);
  const { secureKey } = action as Fields;
  const keys = { ...old?.secureKeys };
  if (secureKey === undefined) delete keys[`${route.verb} ${route.path}`];
  else keys[`${route.verb} ${route.path}`] = String(secureKey);
  return apiDocument(platform, put(platform, own, document, keys));
}

function parseRoute(apidoc: Fields, responseType: unknown): RouteRequest {
  const { gatewayBasePath, gatewayPath, gatewayMethod, apiName, action, pathParameters } = apidoc;
  const { name } = (action ?? {}) as Fields;
  if (typeof gatewayBasePath !== 'string' || !gatewayBasePath.startsWith('/'))
    throw refuse('apidoc.gatewayBasePath must be a path that begins with /.');
  if (typeof gatewayPath !== 'string' || !gatewayPath.startsWith('/'))
    throw refuse('apidoc.gatewayPath must be a path that begins with /.');
  const verb = String(gatewayMethod).toLowerCase();
  if (!verbs.includes(verb))
    throw refuse(`apidoc.gatewayMethod must be one of ${verbs.join(', ')}, not '${String(gatewayMethod)}'.`);
  if (typeof name !== 'string' || name === '') throw refuse('apidoc.action.name must name a web action.');
  const type = responseType === undefined || responseType === '' ? 'json' : String(responseType);
  if (!['json', 'http', 'html', 'text', 'svg'].includes(type))
    throw refuse(`responsetype must be json, http, html, text or svg, not '${type}'.`);
  return {
    basePath: gatewayBasePath,
    path: gatewayPath,
    verb,
    name: typeof apiName === 'string' ? apiName : '',
    action: name,
    responseType: type,
    pathParameters: Array.isArray(pathParameters) ? pathParameters : [],
  };
}

function getApi(platform: PlatformContext, own: string, args: Args): unknown {
  const all = platform.store.list('apis', own) as Api[];
  const { basepath } = args;
  const found = basepath === undefined ? all : all.filter((api) => isNamed(api, String(basepath)));
  const skip = Number(args.skip ?? 0);
  const shown = found.slice(skip, Number(args.limit) > 0 ? skip + Number(args.limit) : undefined);
  return {
    apis: shown.map((api) => ({
      id: `API:${own}:${api.name}`,
      key: `API:${own}:${api.name}`,
      value: apiDocument(platform, api),
    })),
  };
}

function deleteApi(platform: PlatformContext, own: string, args: Args): unknown {
  const { basepath, relpath, operation } = args;
  if (typeof basepath !== 'string') throw refuse('basepath must name the API to delete.');
  const api = (platform.store.list('apis', own) as Api[]).find((one) => isNamed(one, basepath));
  if (api === undefined) throw refuse(`There is no API ${basepath} here.`, 404);
  const verb = typeof operation === 'string' && operation !== '' ? operation.toLowerCase() : undefined;
  const remaining =
    typeof relpath === 'string' && relpath !== '' ? withoutRoute(api.swagger, relpath, verb) : undefined;
  if (remaining === undefined) platform.store.delete(`${own}/${api.name}`);
  else put(platform, own, remaining, api.secureKeys);
  return {};
}

const apiOf = (platform: PlatformContext, own: string, basePath: string): Api | undefined => {
  const found = platform.store.get(`${own}/${basePath}`);
  return found?.collection === 'apis' ? found : undefined;
};

// Clients may pass the title of an API in place of its base path.
const isNamed = ({ name, swagger }: Api, text: string): boolean =>
  name === text || swagger.info.title === text;

function put(platform: PlatformContext, own: string, swagger: Swagger, secureKeys: Api['secureKeys']): Api {
  const api: Api = {
    collection: 'apis',
    namespace: own,
    name: swagger.basePath,
    version: '0.0.1',
    publish: false,
    annotations: [],
    updated: 0,
    revision: 0,
    swagger,
    secureKeys,
  };
  platform.store.put(api);
  return api;
}

function apiDocument(platform: PlatformContext, { namespace, name, swagger }: Api): unknown {
  const tenantId = tenantOf(platform.identities.byNamespace(namespace));
  const gwApiUrl = `${platform.apihost}/api/${tenantId}${name === '/' ? '' : name}`;
  return { namespace, gwApiUrl, gwApiActivated: true, tenantId, apidoc: swagger };
}
