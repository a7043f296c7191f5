import type { Form } from '#shared/app/addresses';
import { type App, actionsOf, processesOf } from '#shared/app/define-app';
import { counted } from '#shared/cli/counted';

/** The README of a tree. */
export const readme = (app: App, form: Form): string => `# ${app.title}, ${form} form

${consistsOf(app, form)}

\`\`\`
npm start     # installs what is missing, starts everything, and says where it is; Ctrl-C stops it
npm test      # starts everything, and runs the contract of the application
\`\`\`

Both need Debian or Ubuntu, Node 20 or newer and a network, neither root nor containers. \`npm ci\` installs the packages beforehand.

| folder | what |
|---|---|
| \`apps/${app.name}/\` | the application: a folder for each service, and in \`app.ts\` the table of all services |
| \`shared/\` | what its services and the tools import |
| \`test/\` | the contract, and what runs it |
| \`compose/\`, \`wsk/\` | the tools: they install and start databases and brokers, an OpenWhisk where one is needed, and the processes |

Options of \`npm start\` that need containers, another form or a variant do not work here.
This tree was written by \`npm run export\` of Diptych; the licence is [Apache-2.0](LICENSE).
`;

function consistsOf(app: App, form: Form): string {
  const processes = counted(processesOf(app, form).length, 'process', 'processes');
  if (form === 'microservice')
    return `${processes}, each started by the \`microservice.ts\` in the folder of its service.`;
  const actions = counted(actionsOf(app).length, 'action');
  return (
    `${actions} on Apache OpenWhisk, whose entries are \`serverless.ts\` and \`<purpose>.action.ts\` in the folders of their services, ` +
    `and ${processes} beside them.`
  );
}
