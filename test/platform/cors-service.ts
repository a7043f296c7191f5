import express from 'express';
import { injectRequest } from '#shared/glue/inject-request';

const app = express();
app.use((request, response, next) => {
  response.set('Access-Control-Allow-Origin', 'https://shop.example');
  if (request.method !== 'OPTIONS') return next();
  response.set({ 'Access-Control-Allow-Methods': 'PUT', 'Access-Control-Max-Age': '600' }).sendStatus(204);
});
app.get('/', (_request, response) => void response.send('content'));

export const main = injectRequest(app);
