import type { RequestListener } from 'node:http';
import type { Form } from '../app/addresses.ts';

/** Tells clients by the header `X-Form` in which form the services behind a gateway run; the gateway itself does not know it. */
export const withFormHeader =
  (form: Form, listener: RequestListener): RequestListener =>
  (request, response) => {
    response.setHeader('X-Form', form);
    listener(request, response);
  };
