import type { RequestContext } from '../context.ts';
import { type Action, type Exec, type Limits, merge, type Parameter } from '../entities/entities.ts';
import { checkLimits, checkSize, defaultLimits, limits, parseLimits } from '../entities/limits.ts';
import { parseFullName } from '../entities/names.ts';
import { entityOf } from '../entities/resolve.ts';
import { checkSequence, sequenceParameters } from '../invoke/sequence.ts';
import { flag } from '../server/query.ts';
import { badRequest, conflict, malformed, notFound, tooLarge } from '../server/refusal.ts';
import { readObject } from '../server/request.ts';
import { json, type PlatformResponse } from '../server/response.ts';
import { actionDocument, nextVersion, parseParameters, parsePublish, parseVersion } from './entity-json.ts';
import { resolveKind } from './runtimes.ts';

/** The parsed body of the request. */
interface ActionUpdate {
  exec: Exec | undefined;
  parameters: Parameter[] | undefined;
  annotations: Parameter[] | undefined;
  delAnnotations: string[];
  limits: Partial<Limits>;
  version: string | undefined;
  publish: boolean | undefined;
}

/** Handles PUT of an action: creates it, or with overwrite=true replaces the members that the body has. */
export async function putAction(
  context: RequestContext,
  inside: string | undefined,
  name: string,
): Promise<PlatformResponse> {
  const { platform, namespace, identity, query } = context;
  const overwrite = flag(query, 'overwrite', false);
  const requested = parse(await readObject(context.request, limits.request, true), namespace);
  check(context, requested);
  if (inside !== undefined) checkPackage(context, `${namespace}/${inside}`);
  const full = [namespace, inside, name].filter((part) => part !== undefined).join('/');
  const existing = platform.store.get(full);
  const old = existing === undefined ? undefined : entityOf(platform, 'actions', full);
  if (old !== undefined && !overwrite)
    throw conflict(`The action ${full} exists already; use overwrite=true to update it.`);
  if (old === undefined && requested.exec === undefined)
    throw badRequest('A new action needs exec: {"kind": ..., "code": ...}.');
  if (requested.exec?.kind === 'sequence')
    checkSequence(platform, identity, full, requested.exec.components ?? []);
  const action = old === undefined ? create(context, inside, name, requested) : update(old, requested);
  if (action.exec.kind === 'sequence') action.parameters = sequenceParameters(action.exec.components ?? []);
  checkSize('parameters', action.parameters);
  platform.store.put(action);
  if (action.exec.kind !== 'sequence') platform.pool.prewarm();
  return json(actionDocument(action));
}

function checkPackage(context: RequestContext, full: string): void {
  const found = context.platform.store.get(full);
  if (found === undefined) throw notFound(full);
  if (entityOf(context.platform, 'packages', full).binding === undefined) return;
  throw badRequest(`${full} is a binding; change the action in the package it is bound to.`);
}

function check(context: RequestContext, requested: ActionUpdate): void {
  const size = Buffer.byteLength(requested.exec?.code ?? '');
  if (size > limits.code) throw tooLarge('code', size, limits.code);
  checkSize('parameters', requested.parameters ?? []);
  checkSize('annotations', requested.annotations ?? []);
  checkLimits(requested.limits, context.platform.maxConcurrency);
}

function create(
  context: RequestContext,
  inside: string | undefined,
  name: string,
  requested: ActionUpdate,
): Action {
  const exec = requested.exec as Exec;
  const annotations = requested.annotations ?? [];
  const apiKey = annotations.some(({ key }) => key === 'provide-api-key')
    ? []
    : [{ key: 'provide-api-key', value: false }];
  return {
    collection: 'actions',
    namespace: context.namespace,
    ...(inside === undefined ? {} : { package: inside }),
    name,
    version: requested.version ?? '0.0.1',
    publish: requested.publish ?? false,
    annotations: merge([...annotations, ...apiKey], [{ key: 'exec', value: exec.kind }]),
    updated: 0,
    revision: 0,
    exec,
    parameters: requested.parameters ?? [],
    limits: { ...defaultLimits, ...requested.limits },
  };
}

function update(old: Action, requested: ActionUpdate): Action {
  const exec = requested.exec ?? old.exec;
  const remaining = old.annotations.filter(({ key }) => !requested.delAnnotations.includes(key));
  const wasSequence = old.exec.kind === 'sequence' && exec.kind !== 'sequence';
  const { native: _, ...rest } = old;
  return {
    ...rest,
    exec,
    version: requested.version ?? nextVersion(old.version),
    publish: requested.publish ?? old.publish,
    parameters: requested.parameters ?? (wasSequence ? [] : old.parameters),
    annotations: merge(merge(remaining, requested.annotations ?? []), [{ key: 'exec', value: exec.kind }]),
    limits: { ...old.limits, ...requested.limits },
  };
}

function parse(body: Record<string, unknown>, namespace: string): ActionUpdate {
  const names = body.delAnnotations ?? [];
  if (!Array.isArray(names)) throw malformed('delAnnotations must be a list of names.');
  return {
    exec: body.exec === undefined || body.exec === null ? undefined : parseExec(body.exec, namespace),
    parameters: parseParameters(body, 'parameters'),
    annotations: parseParameters(body, 'annotations'),
    delAnnotations: names.map(String),
    limits: parseLimits(body.limits),
    version: parseVersion(body),
    publish: parsePublish(body),
  };
}

function parseExec(value: unknown, namespace: string): Exec {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw malformed('exec must be an object.');
  const { kind, code, main, components } = value as Record<string, unknown>;
  if (typeof kind !== 'string') throw malformed('exec.kind must be a text such as nodejs:20.');
  if (main !== undefined && main !== null && typeof main !== 'string')
    throw malformed('exec.main must be a text.');
  const entry = typeof main === 'string' ? { main } : {};
  if (kind === 'sequence') return { kind, components: parseComponents(components, namespace) };
  const runtime = resolveKind(kind);
  if (typeof code !== 'string')
    throw malformed(`exec.code must be a text for kind ${runtime.kind}: source, or a base64 zip.`);
  return { kind: runtime.kind, code, binary: isBase64(code), ...entry };
}

function parseComponents(value: unknown, namespace: string): string[] {
  if (!Array.isArray(value))
    throw malformed('exec.components must be a list of action names for kind sequence.');
  if (value.length === 0) throw badRequest('A sequence needs at least one component in exec.components.');
  return value.map((one) => {
    if (typeof one !== 'string')
      throw malformed(`A component must be a full name, not ${JSON.stringify(one)}.`);
    const { path, name } = parseFullName(one, namespace, 'component');
    return `/${path}/${name}`;
  });
}

// As on OpenWhisk, the text alone decides: a short script of base64 characters counts as an archive.
function isBase64(code: unknown): boolean {
  const text = typeof code === 'string' ? code.trim() : '';
  return text !== '' && text.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(text);
}
