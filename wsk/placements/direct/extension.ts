import { join } from 'node:path';
import { build } from 'esbuild';
import type { CreateExtension } from '../../platform/context.ts';
import type { PlatformExtension } from '../../platform/extension.ts';
import type { PlatformRequest } from '../../platform/server/request.ts';
import { json, type PlatformResponse } from '../../platform/server/response.ts';
import { Leases } from './leases.ts';
import { parseChannelRequest, targetOf } from './target.ts';

const requestLimit = 64 * 1024;

/** The platform's extension for the direct placement. A channel closes after `idleMs` milliseconds without a call. */
export const createDirectExtension =
  (idleMs = 30_000): CreateExtension =>
  async (platform, workspace) => {
    const runtime = join(workspace, 'direct-server.cjs');
    await build({
      entryPoints: [join(import.meta.dirname, 'server.ts')],
      outfile: runtime,
      bundle: true,
      format: 'cjs',
      platform: 'node',
      target: 'node20',
      logLevel: 'error',
    });
    const leases = new Leases(platform, idleMs);
    // The platform learns of a direct call only later. With rates it must count each activation at once, and when records survive a
    // restart it must write each one at once.
    const isAllowed = platform.rates === 'off' && !platform.keepsRecords;

    async function serve(request: PlatformRequest): Promise<PlatformResponse> {
      const parsed = parseChannelRequest(await request.readBody(requestLimit));
      if ('broken' in parsed) {
        leases.retire(parsed.broken);
        return { status: 204 };
      }
      const target = targetOf(platform, parsed);
      const grant = isAllowed && target !== undefined ? await leases.grant(target) : undefined;
      return grant === undefined ? { status: 204 } : json(grant);
    }

    const extension: PlatformExtension = {
      name: 'direct',
      runtime,
      serve,
      afterEntityChange: () => leases.revokeAll(),
      beforeRecordsRead: () => leases.collect(),
      onMemoryShortage: () => void leases.revokeAll(),
      instanceInfo(slot) {
        const { channels, reserved, used } = leases.of(slot);
        return { running: slot.running - reserved + used, channels };
      },
      close: () => leases.close(),
    };
    return extension;
  };
