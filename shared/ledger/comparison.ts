import { lines, none, percent } from './figures.ts';
import type { AppReport } from './report.ts';

/** The head of the table that `comparison` fills. */
export const comparisonHead = ['counted', 'lines before', 'removed', 'added', 'changed'];

/** The change of an application by both rules, beside the figure of the paper and our count on its artefact. */
export function comparison({ own, withGlue, reference: { paper, artefact } }: AppReport): string[][] {
  return [
    ['the paper, Table 2', none, none, none, paper === undefined ? 'not known to us' : percent(paper)],
    artefact === undefined
      ? ["the authors' repositories", none, none, none, 'not published']
      : ["the authors' repositories, counted by us", ...figures(artefact, artefact.share)],
    ['here, by the rule of the paper', ...figures(own, own.share)],
    ['here, with the glue', ...figures({ ...withGlue, base: own.base }, withGlue.share)],
  ];
}

const figures = (
  { base, removed, added }: { base: number; removed: number; added: number },
  share: number,
): string[] => [lines(base), lines(removed), lines(added), percent(share)];
