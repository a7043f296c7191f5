import * as z from 'zod';
import type { ObservedForm } from '../../../../../shared/ui/form-badge.tsx';
import { createStore } from '../../../../../shared/ui/store.ts';

const form = z.enum(['microservice', 'serverless']);

/** In which form the site has answered last. */
export const observedForm = createStore<ObservedForm>(undefined);

/** Takes the form from an answer, if it says it. */
export function noteForm({ headers }: Response): void {
  const said = form.safeParse(headers.get('x-form'));
  if (said.success) observedForm.set(said.data);
}
