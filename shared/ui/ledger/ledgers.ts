import { useEffect, useState } from 'preact/hooks';
import type { AppReport } from '../../ledger/report.ts';
import { ask } from '../ask.ts';
import { inWords } from '../in-words.ts';

/** The name of an application in paths, and its title. */
export interface AppName {
  name: string;
  title: string;
}

/** The application that the path `/ledger/APP` names; undefined for all. */
export const appName: string | undefined = location.pathname.split('/')[2] || undefined;

/** What has been counted so far. */
export interface Ledgers {
  /** All applications; undefined until the runner has named them. */
  names?: AppName[];
  /** How many are to be counted. */
  of: number;
  reports: AppReport[];
  error?: string;
}

/** Counts the applications of the page one after the other, so that each is shown when it is there. */
export function useLedgers(): Ledgers & { reload(): void } {
  const [ledgers, show] = useState<Ledgers>({ of: 0, reports: [] });
  const [turn, again] = useState(0);
  useEffect(() => {
    const { signal, abort } = abortable();
    const count = async () => {
      const names = await ask<AppName[]>('/apps.json', { signal });
      const wanted = names.filter(({ name }) => appName === undefined || name === appName);
      const reports: AppReport[] = [];
      show({ names, of: wanted.length, reports });
      for (const { name } of wanted) {
        reports.push(...(await ask<AppReport[]>(`/ledger/${name}.json`, { signal })));
        show({ names, of: wanted.length, reports: [...reports] });
      }
    };
    count().catch((error) => signal.aborted || show((present) => ({ ...present, error: inWords(error) })));
    return abort;
  }, [turn]);
  return { ...ledgers, reload: () => again((count) => count + 1) };
}

function abortable(): { signal: AbortSignal; abort(): void } {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort() };
}
