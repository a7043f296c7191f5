import { Router } from 'express';
import type { ObjectId } from 'mongodb';
import { messageOf, notFound } from '#shared/errors';
import { log } from '#shared/observe/log';
import { idFrom } from '../../ids.ts';
import { withDeletedProjects, withProjects } from '../db.ts';
import { findProject } from '../guards.ts';
import { ask } from '../neighbours.ts';
import { needsPassword } from './basic.ts';

const dayMs = 24 * 3600 * 1000;
/** The days for which a deleted project can be brought back. */
const keptDays = 90;
/** The days after which nobody works on a project any more. */
const inactiveDays = 180;
const workMs = 60_000;

/** What an operator, or a timer of his, asks for to keep the stores small. */
export const maintenanceRoutes = Router();

/** Does work for one project after the other. A project for which it fails keeps none of the others from it. */
async function forEach(projects: ObjectId[], work: (project: ObjectId) => Promise<void>) {
  const [done, failed]: [ObjectId[], ObjectId[]] = [[], []];
  for (const project of projects) {
    try {
      await work(project);
      done.push(project);
    } catch (error) {
      log.warn({ project, cause: messageOf(error) }, 'the maintenance of a project has failed');
      failed.push(project);
    }
  }
  return { done, failed };
}

/** Moves the texts of a project to the archive; opening it brings them back. */
async function deactivate(project: ObjectId): Promise<void> {
  await ask('document-updater', `/project/${project}`, { method: 'DELETE', deadlineMs: workMs });
  await ask('docstore', `/project/${project}/archive`, { method: 'POST', deadlineMs: workMs });
  await withProjects((projects) => projects.updateOne({ _id: project }, { $set: { active: false } }));
}

maintenanceRoutes.post(
  '/internal/project/:project/deactivate',
  needsPassword,
  async ({ params }, response) => {
    await deactivate((await findProject(params.project))._id);
    response.sendStatus(200);
  },
);

maintenanceRoutes.post('/internal/deactivateOldProjects', needsPassword, async (_request, response) => {
  const before = new Date(Date.now() - inactiveDays * dayMs);
  const old = await withProjects((projects) =>
    projects.find({ active: true, lastUpdated: { $lt: before }, lastOpened: { $lt: before } }).toArray(),
  );
  for (const { _id } of old) await deactivate(_id);
  response.json({ deactivated: old.map(({ _id }) => _id) });
});

/** Removes what is left of a project that was deleted, except that it was. */
async function expire(project: ObjectId): Promise<void> {
  await ask('docstore', `/project/${project}/destroy`, { method: 'POST', deadlineMs: workMs });
  await ask('filestore', `/project/${project}`, { method: 'DELETE', deadlineMs: workMs });
  await withDeletedProjects((deleted) =>
    deleted.updateOne({ 'deleterData.deletedProjectId': project }, { $set: { project: null } }),
  );
}

maintenanceRoutes.post(
  '/internal/expire-deleted-projects-after-duration',
  needsPassword,
  async (_request, response) => {
    const before = new Date(Date.now() - keptDays * dayMs);
    const old = await withDeletedProjects((deleted) =>
      deleted.find({ 'deleterData.deletedAt': { $lt: before }, project: { $ne: null } }).toArray(),
    );
    const { done: expired, failed } = await forEach(
      old.map(({ deleterData }) => deleterData.deletedProjectId),
      expire,
    );
    response.json({ expired, failed });
  },
);

maintenanceRoutes.post('/internal/project/:project/undelete', needsPassword, async ({ params }, response) => {
  const found = await withDeletedProjects((deleted) =>
    deleted.findOne({ 'deleterData.deletedProjectId': idFrom(params.project, 'the project') }),
  );
  if (!found?.project) throw notFound(`there is no deleted project ${params.project}, or it has expired`);
  const { project } = found;
  await withProjects((projects) => projects.replaceOne({ _id: project._id }, project, { upsert: true }));
  await withDeletedProjects((deleted) => deleted.deleteOne({ 'deleterData.deletedProjectId': project._id }));
  response.sendStatus(204);
});
