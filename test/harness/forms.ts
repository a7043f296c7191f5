import { after, describe } from 'node:test';
import supertest from 'supertest';
import { type Form, forms } from '#shared/app/define-app';

/** A running shop in one form, as tests see it. */
export interface Shop {
  form: Form;
  /** supertest on the front door: `request.get('/api/…')`. */
  request: ReturnType<typeof supertest>;
  /** Base URL of the front door, without a slash at its end. */
  url: string;
  /** Base URL of the payment provider, where the test can reach it. */
  gateway?: string;
}

const { FORMS_ON, FORMS_MICROSERVICE_URL, FORMS_SERVERLESS_URL } = process.env;

/** The front doors to test, by form; or why there are none. */
async function findShops(): Promise<Partial<Record<Form, Pick<Shop, 'url' | 'gateway'>>> | string> {
  if (FORMS_ON === 'process') {
    const { startInProcess } = await import('./process.ts');
    const started = await startInProcess();
    if (typeof started === 'string') return started;
    after(started.stop);
    return started.shops;
  }
  const [microservice, serverless] = FORMS_ON?.split(',') ?? [FORMS_MICROSERVICE_URL, FORMS_SERVERLESS_URL];
  if (!microservice && !serverless) {
    return 'no deployment: run `npm test`, or name one by FORMS_ON=http://… (or process)';
  }
  const at = (form: Form, url: string) => {
    const gateway = FORMS_ON ? undefined : process.env[`FORMS_${form.toUpperCase()}_GATEWAY`];
    return { url: url.trim().replace(/\/+$/, ''), ...(gateway ? { gateway } : {}) };
  };
  return {
    ...(microservice ? { microservice: at('microservice', microservice) } : {}),
    ...(serverless ? { serverless: at('serverless', serverless) } : {}),
  };
}

const shops = await findShops();

/**
 * Describes behaviour that all forms have in common: the body runs once for each form that is deployed. FORMS_ON
 * names a deployment, or two with a comma between them (the microservice form first), or is `process`. With
 * `concurrency` the forms are tested at the same time.
 */
export function describeForms(
  name: string,
  body: (shop: Shop) => void,
  options: { concurrency?: boolean } = {},
): void {
  if (typeof shops === 'string') {
    describe(name, { skip: shops }, () => {});
    return;
  }
  const deployed = forms.flatMap((form) => {
    const shop = shops[form];
    return shop === undefined ? [] : [{ form, ...shop }];
  });
  describe(name, options, () => {
    for (const shop of deployed) describe(shop.form, () => body({ ...shop, request: supertest(shop.url) }));
  });
}
