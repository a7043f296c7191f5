import { message, web } from '#shared/app/actions';
import { defineApp } from '#shared/app/define-app';
import {
  files,
  folder,
  localOr,
  mongo,
  overridable,
  ownUrl,
  redis,
  service,
  serviceOfOther,
} from '#shared/app/needs';
import { tex } from './clsi/programs.ts';

/** The database of all services. */
const MONGO_URL = mongo('sharelatex');

/** The Redis database of all services. */
const REDIS_URL = redis(5);

/** What a service shows to the private API of web. */
const WEB_API_PASSWORD = overridable('password');

/** Overleaf: an editor for LaTeX that several people use at once. */
export const overleaf = defineApp({
  name: 'overleaf',
  title: 'Overleaf',
  gateway: 'web',
  healthPath: '/status',
  services: {
    contacts: {
      summary: 'who worked with whom',
      port: 'CONTACTS_PORT',
      needs: { MONGO_URL },
      actions: { main: web() },
    },
    notifications: {
      summary: 'what users are told on their dashboard',
      port: 'NOTIFICATIONS_PORT',
      needs: { MONGO_URL },
      actions: { main: web() },
    },
    chat: {
      summary: 'the chat of a project and its threads of comments',
      port: 'CHAT_PORT',
      needs: { MONGO_URL },
      actions: { main: web() },
    },
    tags: {
      summary: 'the tags by which users sort their projects',
      port: 'TAGS_PORT',
      needs: { MONGO_URL },
      actions: { main: web() },
    },
    docstore: {
      summary: 'the texts of documents',
      port: 'DOCSTORE_PORT',
      needs: { MONGO_URL, ARCHIVE_URL: files('archive', 'OVERLEAF_FILES') },
      settings: ['MAX_DELETED_DOCS'],
      actions: { main: web() },
    },
    filestore: {
      summary: 'the files of projects that are no documents',
      port: 'FILESTORE_PORT',
      needs: { FILES_URL: files('files', 'OVERLEAF_FILES') },
      staysProcess: 'microservice.ts',
    },
    spelling: {
      summary: 'misspelled words, and the words that users have taught',
      port: 'SPELLING_PORT',
      needs: { MONGO_URL },
      programs: [
        { command: 'aspell', debian: 'aspell', data: ['aspell-en'], setUp: ['update-dictcommon-aspell'] },
      ],
      actions: { main: web() },
      variants: { bypass: { replaces: ['main'] } },
    },
    'document-updater': {
      summary: 'applies what editors do to documents',
      port: 'DOCUMENT_UPDATER_PORT',
      needs: {
        REDIS_URL,
        WEB_URL: service('web'),
        WEB_API_PASSWORD,
        TRACK_CHANGES_URL: service('track-changes'),
      },
      settings: ['PROJECT_HISTORY_URL'],
      actions: {
        main: web({ timeoutMs: 60_000 }),
        process: message({ timeoutMs: 60_000 }),
        sweep: message({ timeoutMs: 60_000, everyMinutes: 0.05 }),
      },
    },
    'track-changes': {
      summary: 'the history of documents',
      port: 'TRACK_CHANGES_PORT',
      needs: {
        MONGO_URL,
        REDIS_URL,
        WEB_URL: service('web'),
        WEB_API_PASSWORD,
        DOCUMENT_UPDATER_URL: service('document-updater'),
      },
      actions: { main: web({ timeoutMs: 60_000 }) },
    },
    clsi: {
      summary: 'makes PDFs of LaTeX projects',
      port: 'CLSI_PORT',
      needs: { CLSI_URL: ownUrl('clsi'), CLSI_FOLDER: folder('clsi', { only: 'microservice' }), REDIS_URL },
      settings: ['COMPILE_TIMEOUT_S', 'PROGRAMS_ROOT'],
      programs: tex,
      actions: {
        // One compile in an instance, and above the limit of a compile the time to wait for another one and to keep what comes of it.
        main: web({
          concurrency: 1,
          memoryMb: 512,
          timeoutMs: 240_000,
          needs: { OUTPUTS_URL: files('outputs', 'OVERLEAF_FILES') },
        }),
      },
    },
    'real-time': {
      summary: 'connects the editors of a project',
      waitsOnPurpose:
        'real-time waits 1 s before it says who is in a project, and 500 ms before it puts away a project that all have left, as the original does.',
      port: 'REAL_TIME_PORT',
      needs: {
        REDIS_URL,
        WEB_URL: service('web'),
        WEB_API_PASSWORD,
        DOCUMENT_UPDATER_URL: service('document-updater'),
        DOCUMENT_UPDATER_PROCESS_URL: service('document-updater-process', { only: 'serverless' }),
      },
      keepsInMemory: 'the connections of editors, of which each request must reach it',
      staysProcess: 'serverless.ts',
    },
    web: {
      summary: 'pages, accounts and projects',
      port: 'WEB_PORT',
      needs: {
        MONGO_URL,
        REDIS_URL,
        WEB_API_PASSWORD,
        ALLOW_REGISTRATION: localOr('true', 'false'),
        SESSIONS: overridable('redis', { only: 'microservice' }),
        MAIL_URL: files('mail', 'OVERLEAF_FILES'),
        CONTACTS_URL: service('contacts'),
        NOTIFICATIONS_URL: service('notifications'),
        DOCSTORE_URL: service('docstore'),
        TAGS_URL: service('tags'),
        CHAT_URL: service('chat'),
        FILESTORE_URL: service('filestore'),
        SPELLING_URL: service('spelling'),
        DOCUMENT_UPDATER_URL: service('document-updater'),
        TRACK_CHANGES_URL: service('track-changes'),
        CLSI_URL: service('clsi'),
        OTHER_CLSI_URL: serviceOfOther('clsi'),
        REAL_TIME_URL: service('real-time', { only: 'microservice' }),
      },
      settings: [
        'SITE_URL',
        'TRUSTED_PROXIES',
        'COOKIE_NAME',
        'ALLOW_PUBLIC_ACCESS',
        'DISABLE_RATE_LIMITS',
        'MAIL_FROM',
        'LINKED_URL_ALLOW_PRIVATE',
      ],
      // A compile is an activation within one of web.
      actions: {
        main: web({ timeoutMs: 300_000, needs: { OUTPUTS_URL: files('outputs', 'OVERLEAF_FILES') } }),
        auth: web(),
      },
      processes: {
        proxy: {
          needs: {
            REAL_TIME_URL: service('real-time'),
            WEB_URL: service('web'),
            WEB_AUTH_URL: service('web-auth'),
            OUTPUTS_URL: files('outputs', 'OVERLEAF_FILES'),
          },
        },
      },
    },
  },
});
