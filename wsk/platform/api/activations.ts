import { type ActivationRecord, statuses } from '../activations/activation-record.ts';
import type { RequestContext } from '../context.ts';
import { lookUp } from '../entities/entities.ts';
import { flag, parameter } from '../server/query.ts';
import { badRequest, forbidden, malformed, noRoute, notFound } from '../server/refusal.ts';
import { json, type PlatformResponse } from '../server/response.ts';
import { listResponse } from './list-response.ts';

/** Handles requests below `/namespaces/NS/activations`, which is read-only. */
export function activations(context: RequestContext): PlatformResponse {
  const { rest, namespace, identity } = context;
  const { method } = context.request;
  const [id = '', part] = rest;
  if (rest.length > 0) checkId(id);
  const known = part === undefined || part === 'logs' || part === 'result';
  if (method !== 'GET' || rest.length > 2 || !known || context.hasTrailingSlash)
    throw noRoute(context.request.path);
  if (namespace !== identity.namespace) throw forbidden(namespace);
  if (rest.length === 0) return list(context);
  const record = context.platform.activations.get(namespace, id);
  if (record === undefined) throw notFound(`activation ${id}`);
  if (part === 'logs') return json({ logs: record.logs });
  return json(part === 'result' ? record.response : record);
}

function checkId(id: string): void {
  if (id.length !== 32) throw malformed(`An activation id has 32 characters, not ${id.length}.`);
  if (!/^[0-9a-f]+$/.test(id))
    throw malformed(`An activation id has the characters 0-9 and a-f only: ${id} is not one.`);
}

function list(context: RequestContext): PlatformResponse {
  const name = parameter(context.query, 'name') ?? '';
  const segments = name.split('/').filter((part, index, all) => part !== '' || index < all.length - 1);
  if (segments.length > 2) throw malformed(`name must be an action's name or package/name, not '${name}'.`);
  const since = time(context, 'since') ?? Number.NEGATIVE_INFINITY;
  const upto = time(context, 'upto') ?? Number.POSITIVE_INFINITY;
  const docs = flag(context.query, 'docs', false);
  if (docs && flag(context.query, 'count', false))
    throw badRequest('docs and count exclude each other; leave one of them out.');
  const found = context.platform.activations.list(
    context.namespace,
    (record) => record.start >= since && record.start <= upto && (name === '' || matches(record, segments)),
  );
  return listResponse(context, 'activations', found, docs ? (record) => record : summary);
}

function time(context: RequestContext, name: string): number | undefined {
  const text = parameter(context.query, name);
  if (text === undefined) return undefined;
  if (/^-?\d+$/.test(text)) return Number(text);
  throw malformed(`The query parameter '${name}' must be a time in epoch milliseconds, not '${text}'.`);
}

// A packaged action matches package/name only; for an action invoked through a binding, the binding is the package.
function matches(record: ActivationRecord, segments: string[]): boolean {
  const path = lookUp(record.annotations, 'path');
  const binding = lookUp(record.annotations, 'binding');
  const parts = typeof path === 'string' ? path.split('/') : [record.namespace, record.name];
  const ownPackage = parts.length === 3 ? parts[1] : undefined;
  const inside = typeof binding === 'string' ? binding.split('/')[1] : ownPackage;
  const name = inside === undefined ? [record.name] : [inside, record.name];
  return name.join('/') === segments.join('/');
}

function summary(record: ActivationRecord): unknown {
  const { namespace, name, version, publish, annotations, activationId, start, end, duration, cause } =
    record;
  const code = statuses.indexOf(record.response.status);
  const ended = end === undefined ? {} : { end, duration, statusCode: code };
  return {
    namespace,
    name,
    version,
    publish,
    annotations,
    activationId,
    start,
    ...ended,
    ...(cause ? { cause } : {}),
  };
}
