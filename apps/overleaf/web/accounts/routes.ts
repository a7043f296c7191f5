import { Router } from 'express';
import { restrictedPage } from '../pages/messages.ts';
import { adminRoutes } from './admin.ts';
import { contactRoutes } from './contacts.ts';
import { deletionRoutes } from './deletion.ts';
import { launchpadRoutes } from './launchpad.ts';
import { logInRoutes } from './log-in.ts';
import { passwordResetRoutes } from './password-reset.ts';
import { profileRoutes } from './profile.ts';
import { registrationRoutes } from './registration.ts';
import { sessionRoutes } from './sessions.ts';
import { settingsRoutes } from './settings-routes.ts';

/** Accounts: getting one, logging in, and what users do with it. */
export const accountRoutes = Router();

accountRoutes.use(
  logInRoutes,
  registrationRoutes,
  launchpadRoutes,
  adminRoutes,
  passwordResetRoutes,
  settingsRoutes,
  sessionRoutes,
  deletionRoutes,
  profileRoutes,
  contactRoutes,
);

accountRoutes.get('/restricted', (_request, response) => {
  response.status(403);
  restrictedPage(response);
});
