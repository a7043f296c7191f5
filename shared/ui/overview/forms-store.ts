import { useEffect } from 'preact/hooks';
import { ask } from '../ask.ts';
import { createStore, useStore } from '../store.ts';
import type { FormState } from './forms-state.ts';
import type { Form } from './state.ts';

/** The forms of all applications, as the runner said last; undefined until it said something. */
export const formStates = createStore<FormState[] | undefined>(undefined);

const [calmMs, changingMs] = [5000, 500];

/** Asks the runner for all forms. */
export async function readForms(): Promise<void> {
  formStates.set(await ask<FormState[]>('/forms.json'));
}

/** Stops or starts a form, and resolves when that is done; until then the runner is asked what it does. */
export async function changeForm({ app, form }: FormState, what: 'stop' | 'start'): Promise<void> {
  const timer = setInterval(() => readForms().catch(() => undefined), changingMs);
  try {
    await ask(`/forms/${encodeURIComponent(app)}/${form}/${what}`, { method: 'POST' });
  } finally {
    clearInterval(timer);
    await readForms();
  }
}

/** Whether a form is being stopped or started. */
export const isChanging = ({ condition }: FormState): boolean =>
  condition === 'stopping' || condition === 'starting';

/** Asks the runner again and again while the page is seen, more often while a form changes. `tell` gets the error, or undefined. */
export function useFormStates(tell: (error: Error | undefined) => void): FormState[] | undefined {
  const states = useStore(formStates);
  const every = states?.some(isChanging) ? changingMs : calmMs;
  useEffect(() => {
    const read = () => {
      if (!document.hidden) readForms().then(() => tell(undefined), tell);
    };
    if (formStates.get() === undefined) read();
    const timer = setInterval(read, every);
    return () => clearInterval(timer);
  }, [every, tell]);
  return states;
}

/** What a form does now; undefined as long as that is not known. */
export const useCondition = (app: string, form: Form): FormState['condition'] | undefined =>
  useStore(formStates)?.find((each) => each.app === app && each.form === form)?.condition;
