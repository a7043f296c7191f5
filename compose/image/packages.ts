// `node compose/image/packages.ts`: prints the Debian packages with the programs that services run.
import { apps } from '#apps/apps';
import { forms } from '#shared/app/addresses';
import { programsOf } from '#shared/app/define-app';

const packages = Object.values(apps).flatMap(({ app }) =>
  forms.flatMap((form) => programsOf(app, form).flatMap(({ debian, data = [] }) => [debian, ...data])),
);
process.stdout.write(`${[...new Set(packages)].join('\n')}\n`);
