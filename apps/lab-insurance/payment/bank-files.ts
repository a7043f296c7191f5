import { openFiles } from '#shared/state/files/open-files';
import { config } from './config.ts';

/** Where the bank puts its statements: a folder, or a bucket that instances on all machines reach. Undefined: nowhere. */
export const bankFiles = config.IMPORT_URL === '' ? undefined : openFiles(config.IMPORT_URL);
