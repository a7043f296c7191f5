import { randomFrom } from '#test/harness/random';
import type { Person } from '#test/overleaf/accounts';
import {
  about,
  acceptInvite,
  grant,
  nobody,
  nth,
  type Operation,
  ofDocument,
  own,
  type Step,
} from './parity-requests.ts';
import { type KnownProject, remember, type World } from './parity-world.ts';

const names = ['a', 'main', 'žluť', 'chapter one', 'refs', 'x/y', '', 'a.b', '.hidden', 'Mixed'];
const words = ['alpha', 'beta', '\\section{Gamma}', 'žluť 🙂', '', '% remark', '$x^2$'];

const inside = ({ project, step }: { project: KnownProject; step: Step }) => ({
  name: step.name,
  ...(step.other % 3 > 0 && { parent_folder_id: nth(project.folders, step.other) }),
});
const entity = ({ project, step }: { project: KnownProject; step: Step }): string =>
  step.other % 3 === 0
    ? `/folder/${nth(project.folders, step.who + 1) ?? nobody}`
    : `/doc/${nth(project.docs, step.who + 1) ?? nobody}`;
const person = ({ step, world }: { step: Step; world: World }): string =>
  nth(world.people, step.other)?.id ?? nobody;
const tagOf = ({ step, world }: { step: Step; world: World }): string =>
  nth(world.tags, step.index)?.[1] ?? nobody;
const tagged = (at: { step: Step; world: World }): string =>
  `/tag/${tagOf(at)}/project/${nth(at.world.projects, at.step.other)?.id ?? nobody}`;
const doc = ({ project, step }: { project: KnownProject; step: Step }): string =>
  `/doc/${nth(project.docs, step.other) ?? nobody}`;
const level = ({ other }: Step): string =>
  ['readOnly', 'readAndWrite', 'readAndWrite', 'admin'][other % 4] ?? '';
const made = (body: Record<string, unknown>, { by, world }: { by: Person; world: World }) =>
  remember(world, by, String(body.project_id));

/** How often something is done of a hundred times, and what. */
const kinds: readonly [share: number, make: (step: Step) => Operation][] = [
  [
    6,
    own(
      'POST',
      () => '/project/new',
      ({ name, other }) => ({ projectName: name, template: other % 4 ? 'none' : 'example' }),
      made,
    ),
  ],
  [
    1,
    about(
      'POST',
      () => '/clone',
      ({ step }) => ({ projectName: step.name }),
      made,
    ),
  ],
  [
    3,
    about(
      'POST',
      () => '/rename',
      ({ step }) => ({ newProjectName: step.name }),
    ),
  ],
  [
    4,
    about(
      'POST',
      () => '/settings',
      ({ step }) =>
        nth(
          [
            { compiler: 'xelatex' },
            { compiler: 'word' },
            { spellCheckLanguage: 'de' },
            { spellCheckLanguage: 'tlh' },
            {},
          ],
          step.other,
        ),
    ),
  ],
  [
    2,
    about(
      'POST',
      () => '/settings',
      ({ step, project }) => ({ rootDocId: nth(project.docs, step.other) ?? nobody }),
    ),
  ],
  [
    11,
    about(
      'POST',
      () => '/doc',
      inside,
      (body, { project }) => project.docs.push(String(body._id)),
    ),
  ],
  [
    7,
    about(
      'POST',
      () => '/folder',
      inside,
      (body, { project }) => project.folders.push(String(body._id)),
    ),
  ],
  [
    7,
    about(
      'POST',
      (at) => `${entity(at)}/rename`,
      ({ step }) => ({ name: step.name }),
    ),
  ],
  [
    7,
    about(
      'POST',
      (at) => `${entity(at)}/move`,
      ({ project, step }) => ({ folder_id: nth(project.folders, step.other) }),
    ),
  ],
  [2, about('DELETE', entity)],
  [
    1,
    about(
      'POST',
      (at) => `${doc(at)}/restore`,
      ({ step }) => ({ name: step.name }),
    ),
  ],
  [3, about('GET', () => '/entities')],
  [9, ofDocument('POST', '', ({ lines }, { id }) => ({ lines, source: 'parity', user_id: id }))],
  [3, ofDocument('GET')],
  [1, ofDocument('POST', '/flush')],
  [2, about('GET', () => '/updates?min_count=5')],
  [2, about('GET', (at) => `${doc(at)}/diff?from=0&to=1`)],
  [1, about('POST', (at) => `${doc(at)}/version/0/restore`)],
  [
    2,
    own(
      'POST',
      () => '/tag',
      ({ name }) => ({ name }),
      (body, { by, world }) => world.tags.push([by, String(body._id)]),
    ),
  ],
  [
    1,
    own(
      'POST',
      (at) => `/tag/${tagOf(at)}/rename`,
      ({ name }) => ({ name }),
    ),
  ],
  [1, own('DELETE', (at) => `/tag/${tagOf(at)}`)],
  [2, own('POST', tagged)],
  [1, own('DELETE', tagged)],
  [2, own('GET', () => '/tag')],
  [
    4,
    about(
      'POST',
      () => '/messages',
      ({ step }) => ({ content: step.lines.join(' ') }),
    ),
  ],
  [2, about('GET', () => '/messages?limit=5')],
  [
    2,
    about(
      'POST',
      () => '/invite',
      ({ step, world }) => ({
        email: nth(world.people, step.other)?.email ?? 'nobody',
        privileges: level(step),
      }),
      (body, { project, world }) => {
        const { _id } = Object(body.invite);
        if (_id !== undefined) world.invites.push([project, String(_id)]);
      },
    ),
  ],
  [1, about('GET', () => '/invites')],
  [2, acceptInvite],
  [1, own('GET', () => '/user/contacts')],
  [1, about('DELETE', ({ world, step }) => `/invite/${nth(world.invites, step.other)?.[1] ?? nobody}`)],
  [
    2,
    about(
      'POST',
      () => '/settings/admin',
      ({ step }) => ({ publicAccessLevel: nth(['tokenBased', 'tokenBased', 'private', 'open'], step.other) }),
    ),
  ],
  [2, grant],
  [
    1,
    about(
      'PUT',
      (at) => `/users/${person(at)}`,
      ({ step }) => ({ privilegeLevel: level(step) }),
    ),
  ],
  [1, about('DELETE', (at) => `/users/${person(at)}`)],
  [1, about('POST', () => '/leave')],
  [1, about('GET', () => '/members')],
  [2, about('POST', ({ step }) => (step.other % 2 ? '/archive' : '/trash'))],
  [1, about('DELETE', ({ step }) => (step.other % 2 ? '/archive' : '/trash'))],
  [1, about('DELETE', () => '')],
  [1, own('GET', () => '/user/projects')],
  [1, own('GET', () => '/notifications')],
];

const makers = kinds.flatMap(([share, make]) => Array.from({ length: share }, () => make));

/** The operations of a seed, in their order; the first ones create projects. */
export function plan(seed: number, count: number): Operation[] {
  const random = randomFrom(seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  return Array.from({ length: count }, (_, place) => {
    const make = nth(makers, place < 3 ? 0 : below(makers.length));
    const step = {
      index: below(200),
      other: below(200),
      who: below(200),
      byOwner: random() < 0.85,
      name: `${nth(names, below(200)) ?? ''}${random() < 0.5 ? '.tex' : ''}`,
      lines: Array.from({ length: 1 + below(5) }, () => nth(words, below(200)) ?? ''),
    };
    return make?.(step) ?? (async () => [0, 'nothing']);
  });
}
