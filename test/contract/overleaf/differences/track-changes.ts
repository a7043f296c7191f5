/** What track-changes answers on purpose in another way than the original: the new status, and the cases by group. */
export const differences: Record<number, Record<string, string[]>> = {
  // A malformed id was 500, or ended the process.
  400: {
    'trackchanges-basics': [
      'malformed doc id',
      'malformed project id',
      'malformed project id, updates',
      'malformed doc id, diff',
    ],
  },
  // A document that somebody else flushes was 500.
  503: { 'trackchanges-versions': ['locked'] },
  // The maintenance of archives and of broken data is out, and an unknown document was 500.
  404: {
    'trackchanges-broken-history': ['document-updater does not know it'],
    'trackchanges-basics': ['oops', 'check_lock', 'dangling', 'push without a store', 'pull without a store'],
    'trackchanges-versions': ['flush all*', 'dangling*'],
  },
  // The health check asks the stores, and needs no project that somebody has made for it.
  200: { 'trackchanges-basics': ['health check'] },
};

/** Cases that are not compared, by group. */
export const left: Record<string, string[]> = {
  // A page has as many entries as were asked for; the original sent some more, and cut the last one at a long deletion.
  'trackchanges-summaries': [
    'min_count=1',
    'min_count=3',
    'min_count=-1',
    'before 1620020000000',
    'before 1620020000001',
    'updates without user details',
  ],
  // The recording does not say what document-updater answered.
  'trackchanges-basics': ['diff of a doc without history'],
};
