import { web } from '#shared/app/actions';
import { defineApp } from '#shared/app/define-app';
import { files, mongo, service } from '#shared/app/needs';

/** The database of all services. */
const MONGO_URL = mongo('sharelatex');

/** Overleaf: an editor for LaTeX that several people use at once. */
export const overleaf = defineApp({
  name: 'overleaf',
  title: 'Overleaf',
  gateway: 'web',
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
    web: {
      summary: 'pages, accounts and projects',
      port: 'WEB_PORT',
      needs: {
        CONTACTS_URL: service('contacts'),
        NOTIFICATIONS_URL: service('notifications'),
        DOCSTORE_URL: service('docstore'),
        TAGS_URL: service('tags'),
        CHAT_URL: service('chat'),
      },
      staysProcess: 'microservice.ts',
    },
  },
});
