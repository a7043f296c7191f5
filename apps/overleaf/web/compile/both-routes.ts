import { Router } from 'express';
import { notFound } from '#shared/errors';
import { parse } from '#shared/parse';
import { config } from '../config.ts';
import { mayRead, projectIn } from '../guards.ts';
import { limited } from '../rate-limit.ts';
import { compileInBothForms } from './both-forms.ts';
import { standardFeatures } from './compile.ts';
import { compileBody } from './options.ts';
import { userOf } from './output-routes.ts';

/** Compiles a project in both forms of Overleaf, to compare them. */
export const bothRoutes = Router();

bothRoutes.post(
  '/project/:project/compile/both',
  mayRead,
  limited('compile-in-both', { max: 60, seconds: 3600, perProject: true }),
  async (request, response) => {
    const { OTHER_CLSI_URL: other } = config;
    if (other === undefined) throw notFound('the other form of Overleaf does not run');
    const options = { ...parse(compileBody, request.body, 'body'), isAuto: false };
    const by = { project: projectIn(response), user: userOf(response), features: standardFeatures };
    response.json(await compileInBothForms({ ...by, options }, other));
  },
);
