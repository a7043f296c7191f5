import type { Request, Response } from 'express';
import { messageOf } from '#shared/errors';
import { statusOf } from '#shared/http/errors';
import { type Html, html } from '#shared/http/html';
import { wantsPage } from '../answers.ts';
import { csrfTokenIn } from '../csrf.ts';

/** A line of a form. */
export interface Field {
  name: string;
  label: string;
  type?: 'text' | 'email' | 'password' | 'number' | 'hidden';
  value?: string;
  /** What can be chosen, where it is no line of text: values with their names. */
  choices?: readonly (readonly [value: string, name: string])[];
  /** What browsers fill in. */
  autocomplete?: string;
  isOptional?: boolean;
}

/** A form that is posted to `action`, with the csrf token on a line of its own, where other clients find it. */
export const form = (
  response: Response,
  { action, name, button }: { action: string; name?: string; button: string },
  ...fields: Field[]
): Html => html`<form method="post" action="${action}"${name && html` name="${name}" id="${name}"`} class="form">
<input type="hidden" name="_csrf" value="${csrfTokenIn(response)}">
${fields.map(fieldIn)}<p><button type="submit" class="primary">${button}</button></p>
</form>
`;

function fieldIn(field: Field): Html {
  const { name, label, type = 'text', value = '', autocomplete = 'off', isOptional, choices } = field;
  if (choices !== undefined)
    return html`<label>${label} <select name="${name}">${choices.map((each) => choiceIn(each, value))}</select></label>
`;
  if (type === 'hidden')
    return html`<input type="hidden" name="${name}" value="${value}">
`;
  const required = isOptional ? '' : html` required`;
  return html`<label>${label} <input type="${type}" name="${name}" value="${value}" autocomplete="${autocomplete}"${required}></label>
`;
}

const choiceIn = ([value, name]: readonly [string, string], chosen: string): Html =>
  html`<option value="${value}"${value === chosen && html` selected`}>${name}</option>`;

/** What went wrong or well, above a form; nothing without a text. */
export const notice = (text: string | undefined, role: 'alert' | 'status' = 'alert'): Html | undefined =>
  text === undefined ? undefined : html`<p class="notice" role="${role}">${text}</p>`;

/**
 * Does what a form asks for. When that is refused, a person with a browser sees the form again, which `show` sends with the reason; other
 * clients get the refusal.
 */
export async function orShowAgain(
  request: Request,
  response: Response,
  work: () => Promise<void>,
  show: (problem: string) => void,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    const status = statusOf(error) ?? 500;
    if (status >= 500 || !wantsPage(request)) throw error;
    response.status(status);
    show(messageOf(error));
  }
}
