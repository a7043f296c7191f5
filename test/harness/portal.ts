import { describe } from 'node:test';
import supertest from 'supertest';
import { type Form, forms } from '#shared/app/define-app';

/** A running LAB Insurance Sales Portal in one form, as tests see it. */
export interface Portal {
  form: Form;
  /** Base URL of the front door, without a slash at its end. */
  url: string;
  /** supertest on the front door. */
  request: ReturnType<typeof supertest>;
  /** Base URLs of all services, as they call each other. */
  services: Record<string, string>;
  /** A token of an agent: of `jimmy.solid`, who may sell everything, unless said otherwise. */
  login(username?: string, password?: string): Promise<string>;
}

const variable = (form: Form, name: string): string | undefined =>
  process.env[`LAB_INSURANCE_${form.toUpperCase()}_${name}`];

/** Describes behaviour that the forms have in common: the body runs once for each form that is deployed. */
export function describePortals(name: string, body: (portal: Portal) => void): void {
  const deployed = forms.filter((form) => variable(form, 'URL'));
  if (deployed.length === 0) {
    describe(name, { skip: 'no deployment: run `npm test`' }, () => {});
    return;
  }
  describe(name, () => {
    for (const form of deployed) describe(form, () => body(portalOf(form)));
  });
}

/** The portal of a form that is deployed. */
export function portalOf(form: Form): Portal {
  const url = (variable(form, 'URL') ?? '').replace(/\/+$/, '');
  const services = JSON.parse(variable(form, 'SERVICES') ?? '{}') as Record<string, string>;
  const request = supertest(url);
  return {
    form,
    url,
    request,
    services,
    async login(username = 'jimmy.solid', password = 'secret') {
      const { body } = await request.post('/login').send({ username, password }).expect(200);
      return (body as { access_token: string }).access_token;
    },
  };
}
