import * as z from 'zod';
import { call, failure, type HttpResponse, readResponse } from '#shared/http/client';
import { services } from '../config.ts';
import type { Resource } from './resources.ts';
import { type Steps, stepsOf } from './steps.ts';

/** What clsi is sent. */
export interface ClsiRequest {
  options: Record<string, unknown>;
  rootResourcePath: string;
  resources: Resource[];
}

const outputFile = z.looseObject({
  path: z.string(),
  url: z.string(),
  type: z.string(),
  build: z.string().optional(),
});

const compileAnswer = z.object({
  compile: z.object({
    status: z.string(),
    error: z.string().nullish(),
    stats: z.record(z.string(), z.number()).optional(),
    timings: z.record(z.string(), z.number()).optional(),
    outputFiles: z.array(outputFile).default([]),
  }),
});

/** What clsi answers, and what the time until then went into. */
export type ClsiAnswer = z.output<typeof compileAnswer>['compile'] & { steps?: Steps };

/** Above what clsi itself allows. */
const deadlineMs = 600_000;

/** Has clsi compile. The status `retry` means that it cannot build on what was compiled before, and needs all of the project. */
export async function compileWith(place: string, compile: ClsiRequest): Promise<ClsiAnswer> {
  const from = performance.now();
  const response = await postCompile(services.clsi, place, compile);
  return { ...answerIn(response), steps: stepsOf(response, performance.now() - from) };
}

/** Sends a compile to the clsi at an address. */
export const postCompile = (clsi: string, place: string, compile: ClsiRequest): Promise<HttpResponse> =>
  call(`${clsi}${place}/compile`, { method: 'POST', json: { compile }, deadlineMs });

/** What a response of clsi says. Throws when it is none to a compile. */
export function answerIn(answer: HttpResponse): ClsiAnswer {
  if (answer.status === 413) return { status: 'project-too-large', outputFiles: [] };
  if (answer.status === 423) return { status: 'compile-in-progress', outputFiles: [] };
  if (answer.status !== 200 && answer.status !== 409) throw failure('clsi', answer);
  return readResponse(compileAnswer, answer, 'the answer of clsi').compile;
}
