import * as z from 'zod';
import { env, port, serviceUrl } from '#shared/config/env';

export const config = env({
  CLSI_PORT: port(3013),
  /** The base URL of the service itself, for the addresses of output files. */
  CLSI_URL: serviceUrl(),
  /** The seconds that a compile may take at most, and without a limit of its own. */
  COMPILE_TIMEOUT_S: z.coerce.number('must be a number of seconds').positive().max(600).default(180),
  /** The root folder of a system with TeX, where the machine itself has none; compiles see its `/usr`. */
  PROGRAMS_ROOT: z.string().default(''),
});
