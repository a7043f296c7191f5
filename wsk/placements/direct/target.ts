import * as z from 'zod';
import type { PlatformContext } from '../../platform/context.ts';
import { parseFullName } from '../../platform/entities/names.ts';
import { type Resolved, resolveAction } from '../../platform/entities/resolve.ts';
import type { Identity } from '../../platform/server/identity.ts';
import { malformed, Refusal } from '../../platform/server/refusal.ts';
import { findWebAction, webTarget } from '../../platform/web/web.ts';
import type { Callee } from '../local-call.ts';
import type { ChannelRequest } from './protocol.ts';

/** The action of a requested channel. */
export interface ChannelTarget {
  kind: Callee['kind'];
  identity: Identity;
  resolved: Resolved;
  authorization?: string;
}

const schema = z.union([
  z.object({ path: z.string(), authorization: z.string().optional() }),
  z.object({ broken: z.string() }),
]);

/** Parses the body of a request to `/diptych/direct`; throws a refusal with status 400 when it is invalid. */
export function parseChannelRequest(body: Buffer): ChannelRequest {
  try {
    return schema.parse(JSON.parse(body.toString())) as ChannelRequest;
  } catch {
    throw malformed('The body must be {"path": ...} with an optional "authorization", or {"broken": ...}.');
  }
}

/** Annotations that the platform must check for each call. */
const decidedByPlatform = new Set(['require-whisk-auth', 'web-custom-options']);
const invocation = /^\/api\/v1\/namespaces\/([^/]+)\/actions\/([^/]+\/[^/]+)$/;

/** The action that a path names; undefined when it does not exist, or when every call to it must go through the platform. */
export function targetOf(
  platform: PlatformContext,
  { path, authorization }: Extract<ChannelRequest, { path: string }>,
): ChannelTarget | undefined {
  try {
    return authorization === undefined
      ? webTargetOf(platform, path)
      : invocationTargetOf(platform, path, authorization);
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

function webTargetOf(platform: PlatformContext, path: string): ChannelTarget | undefined {
  const target = webTarget(path);
  if (target === undefined || !path.endsWith(`/${target.name}`)) return undefined;
  const { resolved, owner } = findWebAction(platform, target);
  const { annotations } = resolved.action;
  if (annotations.some(({ key }) => decidedByPlatform.has(key))) return undefined;
  const isRaw = annotations.some(({ key, value }) => key === 'raw-http' && value === true);
  return { kind: isRaw ? 'raw' : 'web', identity: owner, resolved };
}

function invocationTargetOf(
  platform: PlatformContext,
  path: string,
  authorization: string,
): ChannelTarget | undefined {
  const identity = platform.identities.require(authorization);
  const [, namespace = '', name] = invocation.exec(path) ?? [];
  if (name === undefined) return undefined;
  const resolved = resolveAction(
    platform,
    identity,
    parseFullName(`/${namespace}/${name}`, identity.namespace, 'action'),
  );
  return { kind: 'invoke', identity, resolved, authorization };
}
