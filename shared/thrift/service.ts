import { codecsOf } from './codec.ts';
import type { Codec } from './codec-type.ts';
import { ApplicationError, applicationErrors, type DeclaredException } from './errors.ts';
import { type Field, type Model, methodsOf } from './model.ts';

/** The class of an exception that an IDL declares. */
export type ExceptionClass = new (fields: never) => DeclaredException<object>;

/** A method, ready to be called and served. */
export interface MethodSpec {
  name: string;
  oneway: boolean;
  isVoid: boolean;
  /** Whether the last argument is a map that carries the trace. */
  carries: boolean;
  args: Codec;
  /** An outcome: `success`, or one of `throws` by its field's name, or neither for void. */
  result: Codec;
  throws: { field: string; exception: ExceptionClass }[];
}

/** A service of an IDL; `Handler` is the interface that implements it. */
export interface ServiceSpec<Handler> {
  name: string;
  methods: ReadonlyMap<string, MethodSpec>;
  /** Exists in the type only. */
  handler?: Handler;
}

/** The outcome of a call: `{success}`, `{}` for void, or a declared exception by its field's name. */
export type Outcome = Record<string, unknown>;

const carrierType = JSON.stringify({ map: ['string', 'string'] });

/** Creates the specification of a service of a model; `exceptions` are the classes by the names in the IDL. */
export function serviceOf<Handler>(
  model: Model,
  name: string,
  exceptions: Record<string, ExceptionClass>,
): ServiceSpec<Handler> {
  const codecs = codecsOf(model);
  const methods = new Map<string, MethodSpec>();
  for (const [method, { args, returns, throws, oneway }] of Object.entries(methodsOf(model, name))) {
    const success: Field[] =
      returns === 'void' ? [] : [{ id: 0, name: 'success', type: returns, need: 'optional' }];
    const last = args.at(-1);
    methods.set(method, {
      name: method,
      oneway,
      isVoid: returns === 'void',
      carries: last?.name === 'carrier' && JSON.stringify(last.type) === carrierType,
      args: codecs.ofFields(`the arguments of ${method}`, args),
      result: codecs.ofFields(`the result of ${method}`, [...success, ...throws]),
      throws: throws.map(({ name: field, type }) => {
        const ref = typeof type === 'object' && 'ref' in type ? type.ref : '';
        const exception = exceptions[ref];
        if (exception === undefined) throw new Error(`${name} needs the class of the exception ${ref}`);
        return { field, exception };
      }),
    });
  }
  return { name, methods };
}

/** Runs a method of a handler. Throws errors that the IDL does not declare, and `ApplicationError` for an unknown method. */
export async function perform(method: MethodSpec, handler: object, args: unknown): Promise<Outcome> {
  const implementation = (handler as Record<string, unknown>)[method.name];
  if (typeof implementation !== 'function')
    throw new ApplicationError(applicationErrors.UNKNOWN_METHOD, `${method.name} is not implemented`);
  try {
    const value: unknown = await implementation.call(handler, args);
    return method.isVoid ? {} : { success: value };
  } catch (error) {
    const declared = method.throws.find(({ exception }) => error instanceof exception);
    if (declared === undefined) throw error;
    return { [declared.field]: error };
  }
}

/** The value of an outcome. Throws the exception that it holds. */
export function unwrap(method: MethodSpec, outcome: Outcome): unknown {
  for (const { field, exception } of method.throws) {
    if (outcome[field] !== undefined) throw new exception(outcome[field] as never);
  }
  if (!method.isVoid && outcome.success === undefined)
    throw new ApplicationError(applicationErrors.MISSING_RESULT, `${method.name} has returned nothing`);
  return outcome.success;
}

/** The method of a name. Throws `ApplicationError` where there is none. */
export function methodOf(spec: ServiceSpec<unknown>, name: string): MethodSpec {
  const method = spec.methods.get(name);
  if (method !== undefined) return method;
  throw new ApplicationError(applicationErrors.UNKNOWN_METHOD, `${spec.name} has no method ${name}`);
}
