import express, { type Express } from 'express';
import type { WebActionParams } from '#shared/glue/codec';

/** The service of the glue benchmark: it returns small JSON, and counts or returns the items of a JSON body. */
export function benchApp(): Express {
  const app = express();
  app.use(express.json());
  app.get('/product/:id', (request, response) => {
    response.json({ id: request.params.id, name: 'Robot', price: 12.5, instock: 3, tags: ['a', 'b'] });
  });
  app.post('/count', (request, response) => void response.json({ items: request.body.items.length }));
  app.post('/echo', (request, response) => void response.json(request.body));
  return app;
}

/** A workload: a request that is sent repeatedly. */
export interface Workload {
  title: string;
  params: Required<WebActionParams>;
}

const headers = {
  accept: '*/*',
  'accept-encoding': 'gzip, deflate',
  host: 'openwhisk.example.org',
  'user-agent': 'bench/1.0',
  'x-forwarded-for': '192.0.2.7',
  'x-request-id': '0123456789abcdef0123456789abcdef',
};

/** A cart with 132 items, 10.1 kB as JSON. */
const cart = {
  items: Array.from({ length: 132 }, (_, i) => ({
    sku: `ROBOT-${1000 + i}`,
    name: `Robot ${1000 + i}`,
    qty: (i % 9) + 1,
    price: 1000 + i,
    subtotal: 12,
  })),
};
const body = Buffer.from(JSON.stringify(cart)).toString('base64');

const post = (path: string): Required<WebActionParams> => ({
  __ow_method: 'post',
  __ow_path: path,
  __ow_query: '',
  __ow_headers: { ...headers, 'content-type': 'application/json' },
  __ow_body: body,
});

/** The workloads of the study, reference/glue.md section 5. */
export const workloads: Workload[] = [
  {
    title: 'GET, small JSON',
    params: {
      __ow_method: 'get',
      __ow_path: '/product/7',
      __ow_query: 'full=1',
      __ow_headers: headers,
      __ow_body: '',
    },
  },
  { title: 'POST 10 kB, small answer', params: post('/count') },
  { title: 'POST 10 kB, the same back', params: post('/echo') },
];
