import * as z from 'zod';

const text = z
  .string()
  .nullish()
  .transform((given) => given ?? '');

/** A person as the site shows him to others; some parts name the id `_id`. */
export const person = z
  .looseObject({
    id: z.string().optional(),
    _id: z.string().optional(),
    email: text,
    first_name: text,
    last_name: text,
  })
  .transform(({ id, _id, ...rest }) => ({ ...rest, id: id ?? _id ?? '' }));
export type Person = z.output<typeof person>;

/** What a person is called: by name, else by the address. */
export const nameOf = ({ first_name, last_name, email }: Omit<Person, 'id'>): string =>
  `${first_name} ${last_name}`.trim() || email || 'Somebody without an account';
