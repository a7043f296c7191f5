import { Refusal } from '../server/refusal.ts';

/** The part of a Swagger 2 document that the API gateway reads; it stores the rest unchanged. */
export interface Swagger {
  swagger: string;
  basePath: string;
  info: { title: string; version: string };
  paths: Record<string, Record<string, Operation | unknown>>;
}

/** The operation of one HTTP method of a path. */
export interface Operation {
  operationId: string;
  responses: unknown;
  'x-openwhisk': { namespace: string; package: string; action: string; url: string };
}

/** The parameters of `createApi` for one route. */
export interface RouteRequest {
  basePath: string;
  path: string;
  verb: string;
  name: string;
  action: string;
  /** The extension with which the web action is requested: `json`, `http`, `html`, `text` or `svg`. */
  responseType: string;
  pathParameters: unknown[];
}

/** The HTTP methods that a route may have. */
export const verbs = ['get', 'put', 'post', 'delete', 'patch', 'head', 'options'];

/** The error of an invalid request to the actions of `apimgmt`. */
export const refuse = (text: string, status = 400): Refusal => new Refusal(status, text);

/** Adds a route to a document, or creates a document with the route. */
export function withRoute(
  old: Swagger | undefined,
  route: RouteRequest,
  namespace: string,
  host: string,
): Swagger {
  const { basePath, path, verb, name, responseType, pathParameters } = route;
  const parts = route.action.replace(/^\/[^/]*\//, '').split('/');
  const action = parts.pop() ?? '';
  const inside = parts.pop() ?? 'default';
  if (/\{/.test(path) && responseType !== 'http')
    throw refuse(`The path ${path} has parameters; its response type must be http, not ${responseType}.`);
  const operation: Operation = {
    operationId: `${verb}-${path}`,
    responses: { default: { description: 'Default response' } },
    'x-openwhisk': {
      namespace,
      package: inside,
      action,
      url: `${host}/api/v1/web/${namespace}/${inside}/${action}.${responseType}`,
    },
  };
  const parameters = pathParameters.length === 0 ? {} : { parameters: pathParameters };
  return {
    ...(old ?? { swagger: '2.0', basePath, info: { title: name || basePath, version: '1.0.0' } }),
    paths: { ...old?.paths, [path]: { ...old?.paths[path], ...parameters, [verb]: operation } },
  };
}

/** Removes a path, or one method of it, from a document; undefined when no path remains. */
export function withoutRoute(old: Swagger, path: string, verb: string | undefined): Swagger | undefined {
  const found = old.paths[path];
  if (found === undefined || (verb !== undefined && found[verb] === undefined))
    throw refuse(`The API ${old.basePath} has no ${verb ?? ''} ${path}.`, 404);
  const { [path]: _, ...paths } = old.paths;
  const { [verb ?? '']: __, ...rest } = found;
  if (verb !== undefined && verbs.some((name) => name in rest)) paths[path] = rest;
  return Object.keys(paths).length === 0 ? undefined : { ...old, paths };
}

/** Parses a whole document. Throws 400 unless it has the members that the API gateway needs. */
export function parseSwagger(given: unknown): Swagger {
  let value = given;
  try {
    if (typeof given === 'string') value = JSON.parse(given);
  } catch (error) {
    throw refuse(`apidoc.swagger is not JSON: ${(error as Error).message}`);
  }
  const { basePath, info, paths } = (value ?? {}) as Partial<Swagger>;
  const complete = typeof info?.title === 'string' && typeof paths === 'object' && paths !== null;
  if (!complete || typeof basePath !== 'string' || !basePath.startsWith('/'))
    throw refuse('apidoc.swagger must be a Swagger 2 document with basePath, info.title and paths.');
  return value as Swagger;
}

interface Case {
  operations?: string[];
  execute?: { 'set-variable'?: { actions?: { set?: string; value?: unknown }[] } }[];
}

/**
 * The keys of secured actions in a whole document, by `verb path`. They are in `x-ibm-configuration`, which describes to OpenWhisk's
 * API gateway how it handles each operation.
 */
export function secureKeysOf(swagger: Swagger): Record<string, string> {
  const configuration = (swagger as { 'x-ibm-configuration'?: unknown })['x-ibm-configuration'] as
    | { assembly?: { execute?: { 'operation-switch'?: { case?: Case[] } }[] } }
    | undefined;
  const cases =
    configuration?.assembly?.execute?.flatMap((step) => step['operation-switch']?.case ?? []) ?? [];
  const keys: Record<string, string> = {};
  for (const [path, operations] of Object.entries(swagger.paths)) {
    for (const verb of verbs) {
      const id = (operations[verb] as Operation | undefined)?.operationId;
      const own = cases.filter((one) => id !== undefined && one.operations?.includes(id));
      const set = own.flatMap(
        (one) => one.execute?.flatMap((step) => step['set-variable']?.actions ?? []) ?? [],
      );
      const key = set.find((one) => one.set?.toLowerCase() === 'message.headers.x-require-whisk-auth')?.value;
      if (key !== undefined) keys[`${verb} ${path}`] = String(key);
    }
  }
  return keys;
}
