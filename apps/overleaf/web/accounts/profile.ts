import { Router } from 'express';
import { personalInfo } from '../user.ts';
import { loggedInUser, needsLogin } from '../who.ts';
import { reversedHostname } from './emails.ts';

/** What users are told about their own account. */
export const profileRoutes = Router();

profileRoutes.get('/user/personal_info', needsLogin, (_request, response) => {
  response.json(personalInfo(loggedInUser(response)));
});

profileRoutes.get('/user/emails', needsLogin, (_request, response) => {
  const { email: main, emails } = loggedInUser(response);
  response.json(
    emails.map(({ email, ...rest }) => ({
      email,
      ...rest,
      reversedHostname: reversedHostname(email),
      default: email === main,
      emailHasInstitutionLicence: false,
    })),
  );
});
