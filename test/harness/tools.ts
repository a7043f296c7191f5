import { apps } from '#apps/apps';
import { installComponents } from '#compose/local/components/components';
import type { Program } from '#compose/local/install/find';
import { forms } from '#shared/app/addresses';
import { componentsOf, programsOf } from '#shared/app/define-app';
import type { Progress } from '#shared/cli/progress';
import type { Level } from '../levels.ts';
import { installBrowser } from './browser-program.ts';
import { installCleanDebians } from './clean-debian.ts';
import { installImages } from './stand-ins.ts';
import { installStockThrift } from './stock-thrift.ts';

const debootstrap: Program = { command: 'debootstrap', debian: 'debootstrap' };

/**
 * Installs what levels need and this machine lacks: the servers of the components, the programs of services, a browser, the stock Thrift
 * compiler, a minimal Debian, images for containers.
 */
export async function installFor(levels: readonly Level[], progress: Progress): Promise<void> {
  const needsComponents = levels.some(({ on }) => on !== undefined);
  const ofForms = needsComponents
    ? Object.values(apps).flatMap(({ app }) => forms.map((form) => ({ app, form })))
    : [];
  const components = ofForms.flatMap(({ app, form }) => componentsOf(app, form));
  const programs = ofForms.flatMap(({ app, form }) => programsOf(app, form));
  const tools = new Set(levels.flatMap((level) => level.tools ?? []));
  await installComponents(
    [...new Set([...components, ...(needsComponents ? (['s3'] as const) : [])])],
    progress,
    [...programs, ...(tools.has('clean Debian') || tools.has('images') ? [debootstrap] : [])],
  );
  if (tools.has('chromium')) await installBrowser(progress);
  if (tools.has('stock Thrift')) await installStockThrift(progress);
  if (tools.has('clean Debian')) await installCleanDebians(progress);
  if (tools.has('images')) await installImages(progress);
}
