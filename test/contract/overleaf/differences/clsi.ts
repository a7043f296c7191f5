import type { Difference } from './difference.ts';

/** What clsi answers on purpose in another way than the original. */
export const clsi: Difference[] = [
  [
    400,
    'a request that cannot be read was 500',
    {
      'clsi-bad-requests': [
        'empty object',
        'compile null',
        'resource *',
        'modified no date',
        'unknown compiler',
        'timeout a text',
        'draft a text',
        'flags a text',
        'unknown sync type',
        'sync state a number',
        'image name a number',
        'root path with dots',
        'no body',
        'text',
        'project id with a dot',
        'malformed user id',
        'clear a malformed id',
        'a file and a folder of one name',
      ],
    },
  ],
  [
    400,
    'a place that cannot be read found nothing',
    {
      'clsi-synctex-wordcount': [
        'code to pdf file=main.tex&line=abc&column=0',
        'code to pdf file=main.tex',
        'code to pdf line=4&column=2',
        'code to pdf ',
        'code to pdf file=../main.tex&line=4&column=2',
        'pdf to code page=abc&h=1&v=1',
        'pdf to code page=1',
        'pdf to code ',
        'word count file=../x.tex',
      ],
    },
  ],
  [
    200,
    'a file was found only by its name with `./`',
    {
      'clsi-synctex-wordcount': [
        'code to pdf file=main.tex&line=4&column=2',
        'code to pdf file=main.tex&line=8&column=0',
        'code to pdf file=sub/more.tex&line=1&column=0',
        'code to pdf file=main.tex&line=1&column=0',
      ],
    },
  ],
  [
    200,
    'the synctex of TeX Live counts the depth of a box, and takes the nearest line where there is none',
    {
      'clsi-synctex-wordcount': [
        'code to pdf file=./main.tex*',
        'code to pdf file=./sub/more.tex*',
        'code to pdf file=main.tex&line=99&column=0',
        'pdf to code page=1&h=150&v=150',
        'pdf to code page=1&h=150.5&v=150.25',
      ],
    },
  ],
  [
    200,
    'a word count named folders of the server',
    {
      'clsi-synctex-wordcount': [
        'word count before a compile',
        'word count file=nosuch.tex',
        'word count of another user',
      ],
    },
  ],
  [
    200,
    'the health check waited for a compile of its own',
    { 'clsi-compile': ['health check before any smoke test'] },
  ],
  [404, 'a route for tests of its authors', { 'clsi-compile': ['oops'] }],
  [
    404,
    'files of the compile folder were served, sources too; now those of the newest build are',
    { 'clsi-compile': ['the source straight from the compile folder'] },
  ],
  [
    200,
    'latexmk did not try again after a compile without PDF',
    { 'clsi-failures': ['the broken one again', 'no resources'], 'clsi-bad-requests': ['no resources'] },
  ],
];

/** Cases of clsi that are not compared. */
export const clsiLeft: [why: string, cases: Record<string, string[]>][] = [
  [
    'the bytes of a PDF differ from one TeX to another; clsi.test.ts asks for parts',
    { 'clsi-compile': ['the pdf of the build', 'a part of the pdf', 'two ranges'] },
  ],
  [
    'a resource with an absolute path was listed as an output',
    { 'clsi-bad-requests': ['resource path absolute'] },
  ],
  [
    'a resource with dots in its path was listed as an output',
    { 'clsi-bad-requests': ['resource path with dots inside'] },
  ],
  ['a file is removed behind the back of the service', { 'clsi-sync': ['incremental with a file missing'] }],
  ['there is no load agent', { 'clsi-load-agent': ['*'] }],
];
