import type { Form } from '#shared/app/addresses';

/** A status, or one for each form where the platform between us answers. */
export type Status = number | Record<Form, number>;

/** What is different: why, our status, the lines of `recorded.jsonl`, and what our body is instead, if the test looks at it. */
export type Difference = [why: string, status: Status, lines: string, becomes?: (body: unknown) => unknown];

/**
 * Where we answer something else than the original on purpose. D1 to D24 are the defects of the original in the README of the
 * application.
 */
export const differences: Difference[] = [
  // What the framework of the original decides.
  ['unknown paths are 404, with a token or without', 404, '35-38 40-41 63-64 66 68 75 463'],
  ['other verbs are 405, with a token or without', 405, '32-33 89-95'],
  ['/policies/create and /policies/terminate are never read as numbers', 405, '361 372'],
  ['other types of content are 415, also none', 415, '27-28 234 295'],
  ['bodies have at most 100 kB', 413, '237 296'],
  ['every service has its health', 200, '115 242 285 429 453 465'],
  ['health tells no details, with a token or without', 200, '74'],
  [
    'who asks for a page is not sent away; OpenWhisk looks at Accept',
    { microservice: 200, serverless: 406 },
    '99',
  ],

  // Input.
  ['names and passwords are texts', 400, '19-20'],
  ['dates are YYYY-MM-DD or [y, m, d]', 400, '219-221'],
  ['D5: an answer that is missing or does not fit', 400, '150-152 154 156-158 160-164 172 176 178-180'],
  ['D5: an answer that is missing or does not fit', 400, '184-185 190 199-203 223 249-251 259-263'],
  ['D5: an answer is a text or a number', 400, '153 159 189'],
  ['D5: an answer names its question', 400, '205'],
  ['D5: a type without a price', 400, '139-140'],
  ['D5: covers that are missing or unknown', 400, '192-194 196 198 224 266-268 289 311'],
  ['D5: a product that is missing', 400, '212-213 225 228 265 275 293-294'],
  ['D5: a product that is unknown', 404, '209-211 264'],
  ['an answer is at most 1e12', 400, '148'],
  ['numbers that come as texts are added, not put side by side', 200, '170-171'],

  // Offers and policies.
  ['D2: an offer is sold once', 409, '303 353'],
  ['D5: an offer, a holder or a number that is missing', 400, '330 333-335 337-338 341 349-350 366-368'],
  ['D5: an offer that is unknown', 404, '336 348'],
  ['D5: a policy that is unknown', 404, '355-360 365 374'],
  ['D7: a policy that is not in force today', 422, '362 364 584 587'],
  ['D19: an agent sells what is among the roles', 403, '287'],
  ['D20: an answer is at least 0', 400, '253'],
  ['D20: the dates are there, and in order', 400, '269-271 316 319'],
  ['D20: mandatory covers are selected', 400, '312'],
  ['D20: a holder has a first and a last name, which are texts', 400, '322 324 326 328 331 340'],

  // What follows the policies.
  ['D3: the two numbers of an account are in their places', 200, '436-438', (body) => swapped(body, '<n>')],
  ['D3: the two numbers of an account are in their places', 200, '443-445', (body) => swapped(body)],
  [
    'search knows no letters left out, no signs before words, no ranges and no patterns',
    200,
    '385-386 397-398 403 409',
  ],
  ['D5: what search does not understand counts as words', 200, '412-416 419 421'],
  ['D5: an account that is unknown', 404, '439-442 449'],
  ['D1: sales count for the agent', 200, '508'],
  ['the demo sales follow the seasons after four weeks', 200, '500'],
  ['D5: figures without dates or without a unit', 400, '478-480 492-496 499 507 512'],

  // What did not work through the gateway.
  ['D4: payments can be reached', 200, '87-88'],
  ['D22: search can be reached', 200, '430-431'],
  ['D22: trends and sales of agents can be reached', 200, '513-514'],
];

function swapped(body: unknown, balance: unknown = Object(body).balance): object {
  const { policyAccountNumber, policyNumber } = Object(body) as Record<string, unknown>;
  return { ...Object(body), policyAccountNumber: policyNumber, policyNumber: policyAccountNumber, balance };
}

/** D9: the account of a policy is the one that the policy names; in the original these are two. */
export const accounts: Record<string, string> = {
  '<uuid-57>': '<uuid-29>',
  '<uuid-59>': '<uuid-34>',
  '<uuid-60>': '<uuid-37>',
};

/** What cannot be made again here, and why. */
export const left: [why: string, lines: string][] = [
  ['asks for what a refused request would have made', '304 313-315 317-318 320-321 323 325 327 329 332'],
  ['asks for what a refused request would have made', '404 406 408 446-448 456-457'],
  ['asks for figures of what a refused request would have made', '477 509'],
  [
    'D7: would terminate the policy that the requests after it ask for; 562 to 591 terminate others',
    '363 373',
  ],
  ['the months, weeks and years of the day of the recording', '489-491 497 500'],
  ['only an order was recorded', '423'],
  ['all policies are found, and of those the 100 latest are other tests’', '410 417'],
  ['needs a service that is down', '549-558'],
  ['needs an offer of another day', '559-561'],
];

/** `7-9 12` as 7, 8, 9 and 12. */
export const linesIn = (text: string): number[] =>
  text.split(/\s+/).flatMap((part) => {
    const [from = 0, to = from] = part.split('-').map(Number);
    return Array.from({ length: to - from + 1 }, (_none, index) => from + index);
  });
