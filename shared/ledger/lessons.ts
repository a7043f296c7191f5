/**
 * The three lessons of the paper (Jin et al., APSys '21), and `other` for lines that none of them explains: imports of a service's own
 * files, and settings.
 */
export const lessons = ['state', 'listening and routing', 'communication', 'other'] as const;
export type Lesson = (typeof lessons)[number];

/** What the lines of a lesson do, in a few words. */
export const meanings: Readonly<Record<Lesson, string>> = {
  state: 'where data lie that the process or its disk held',
  'listening and routing': 'what waits for requests or for its time, and what the platform calls instead',
  communication: 'how services call each other and send messages',
  other: "imports of the service's own files, settings",
};

/**
 * The lesson of a module by its path: the first row whose beginning or end fits decides. Rows for a file stand before that of its folder.
 * A path is that of a file below the root of the repository, or the name of a package or of a module of Node.
 */
const lessonsOfModules: readonly (readonly [path: string, lesson: Lesson])[] = [
  ['shared/thrift/server.ts', 'listening and routing'],
  ['shared/thrift/action.ts', 'listening and routing'],
  ['shared/thrift/keep-server.ts', 'listening and routing'],
  ['shared/thrift/', 'communication'],
  ['shared/messaging/', 'communication'],
  ['shared/actions/', 'communication'],
  ['shared/http/address.ts', 'communication'],
  ['shared/http/body-text.ts', 'communication'],
  ['shared/http/client.ts', 'communication'],
  ['shared/http/errors.ts', 'communication'],
  ['shared/http/exchange.ts', 'communication'],
  ['shared/http/streams.ts', 'communication'],
  ['shared/http/', 'listening and routing'],
  ['shared/glue/', 'listening and routing'],
  ['shared/process/started-by.ts', 'listening and routing'],
  ['shared/state/', 'state'],
  ['shared/sql/', 'state'],
  ['node:fs', 'state'],
  // The clients of other services have this name in every folder.
  ['/clients.ts', 'communication'],
];

/** Files whose imports do not tell what they are for, each with what it does. */
const lessonsOfFiles: Readonly<Record<string, readonly [lesson: Lesson, does: string]>> = {
  'apps/robot-shop/payment/routes.ts': ['communication', 'names the queues of RabbitMQ'],
  'apps/social-network/media/config.ts': ['listening and routing', 'reads the port'],
  'apps/lab-insurance/broker.ts': ['communication', 'reads the addresses of Kafka'],
  'apps/lab-insurance/payment/timer.ts': ['listening and routing', 'does by a timer what an alarm starts'],
  'apps/overleaf/document-updater/dispatcher.ts': ['communication', 'waits for the updates that are pushed'],
  'apps/overleaf/document-updater/sweep.ts': ['communication', 'finds the updates that nobody announced'],
  'apps/overleaf/document-updater/keep-flushing.ts': [
    'listening and routing',
    'does by a timer what an alarm starts',
  ],
  'apps/overleaf/web/compile/outputs-of-clsi.ts': ['state', 'reads the outputs of a compile from clsi'],
  'apps/overleaf/web/compile/outputs-in-files.ts': ['state', 'reads the outputs of a compile from filestore'],
};

/** The lesson that the table of files names for a file; undefined when it has no row. */
export const lessonOfFile = (path: string): Lesson | undefined => lessonsOfFiles[path]?.[0];

/** The lesson that the table of modules names for a path; undefined when no row fits. */
export const lessonOfModule = (path: string): Lesson | undefined =>
  lessonsOfModules.find(
    ([part]) => path.startsWith(part) || (part.startsWith('/') && path.endsWith(part)),
  )?.[1];

/** The files that the table of files has, which must exist. */
export const filesWithLessons = (): string[] => Object.keys(lessonsOfFiles);
