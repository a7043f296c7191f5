import type { Form } from '#shared/app/addresses';
import { type App, type AppProcess, gatewayIn, processesOf } from '#shared/app/define-app';
import { Failure } from '#shared/cli/failure';
import { dialect } from '../../generate/compose-file.ts';
import { environmentOf } from '../../generate/environment.ts';
import type { StackPlan } from '../stack.ts';

/** How many containers of a process run, where it is not one. */
export type Scale = ReadonlyMap<string, number>;

/** Throws a failure for a process that no form has, and for one of which there can be only one. */
export function checkScale({ apps, forms }: Pick<StackPlan, 'apps' | 'forms'>, scale: Scale): void {
  const processes = apps.flatMap(({ app }) =>
    forms.flatMap((form) => processesOf(app, form).map((process) => ({ app, form, process }))),
  );
  for (const [name, count] of scale) {
    const found = processes.filter(({ process }) => process.name === name);
    if (found.length === 0) {
      const names = [...new Set(processes.map(({ process }) => process.name))];
      throw new Failure(`--scale ${name}: there is no such process; there are ${names.join(', ')}.`, 2);
    }
    for (const { app, form, process } of found) {
      const reason = whyAlone(app, form, process);
      if (count > 1 && reason !== undefined)
        throw new Failure(
          `--scale ${name}=${count}: there can be only one ${name} of ${app.title}, because it ${reason}.`,
          2,
        );
    }
  }
}

/** Why there can be only one container of a process; undefined where there may be many. */
function whyAlone(app: App, form: Form, process: AppProcess): string | undefined {
  if (process.name === gatewayIn(app, form)) return 'is the front door, which has a port of the machine';
  const { keepsInMemory } = process.spec;
  if (keepsInMemory !== undefined) return `keeps in memory ${keepsInMemory}`;
  const values = Object.values(environmentOf(app, form, process, dialect));
  const hasDatabase = values.some((value) => value.startsWith('sqlite:'));
  return hasDatabase ? 'has its database in a file' : undefined;
}
