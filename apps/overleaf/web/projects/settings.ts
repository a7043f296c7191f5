import * as z from 'zod';
import { invalid, notFound } from '#shared/errors';
import { idFrom, idText } from '../../ids.ts';
import { compilers } from '../compile/options.ts';
import { withProjects } from '../db.ts';
import { publish } from '../events.ts';
import type { Project } from '../project.ts';
import { pathOfDoc } from '../tree/paths.ts';
import { languages } from './languages.ts';
import { projectName } from './names.ts';

/** What can be set; null and what is absent leave all as it is. */
export const settingsBody = z.preprocess(
  (body) => body ?? {},
  z.object({
    name: projectName.nullish(),
    compiler: z.enum(compilers, `must be one of ${compilers.join(', ')}`).nullish(),
    imageName: z
      .string('must be the name of an image')
      .regex(/^[\w./:-]{1,200}$/, 'must be the name of an image')
      .nullish(),
    spellCheckLanguage: z
      .string('must be the code of a language')
      .refine((code) => code === '' || languages.some((each) => each.code === code), {
        error: 'must be the code of a language, or empty',
      })
      .nullish(),
    rootDocId: idText.nullish(),
  }),
);

/** Sets what a body says, and tells the editors each change. Throws `not-found` for an unknown root document. */
export async function setSettings(project: Project, body: z.output<typeof settingsBody>): Promise<void> {
  const { rootDocId, ...rest } = body;
  const changes: [field: keyof Project, event: string, value: unknown][] = [
    ['name', 'projectNameUpdated', rest.name],
    ['compiler', 'compilerUpdated', rest.compiler],
    ['imageName', 'imageNameUpdated', rest.imageName],
    ['spellCheckLanguage', 'spellCheckLanguageUpdated', rest.spellCheckLanguage],
    ['rootDoc_id', 'rootDocUpdated', rootDocId ? rootDocOf(project, rootDocId) : undefined],
  ];
  for (const [field, event, value] of changes) {
    if (value === undefined || value === null) continue;
    await withProjects((projects) => projects.updateOne({ _id: project._id }, { $set: { [field]: value } }));
    await publish(project._id, event, value);
  }
}

function rootDocOf(project: Project, id: string) {
  const doc = idFrom(id, 'rootDocId');
  const path = pathOfDoc(project, doc);
  if (path === undefined) throw notFound(`rootDocId: there is no document ${id} in the project`);
  if (!/\.(tex|rtex|ltx)$/i.test(path))
    throw invalid(
      `rootDocId: ${path} cannot be compiled; choose a document that ends with .tex, .Rtex or .ltx`,
    );
  return doc;
}
