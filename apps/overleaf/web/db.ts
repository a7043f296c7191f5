import type { ObjectId } from 'mongodb';
import { openCollection, openMongo } from '#shared/state/mongo';
import { openRedis } from '#shared/state/redis';
import { config } from './config.ts';
import type { Project } from './project.ts';
import type { User } from './user.ts';

/** A project that was deleted; the record goes after 90 days. */
export interface DeletedProject {
  project: Project | null;
  deleterData: {
    deletedAt: Date;
    deleterId?: ObjectId;
    deleterIpAddress?: string;
    deletedProjectId: ObjectId;
    deletedProjectOwnerId: ObjectId;
    deletedProjectLastUpdatedAt: Date;
    deletedProjectCollaboratorIds: ObjectId[];
    deletedProjectReadOnlyIds: ObjectId[];
    deletedProjectReadWriteTokenAccessIds: ObjectId[];
    deletedProjectReadOnlyTokenAccessIds: ObjectId[];
    deletedProjectReadWriteToken?: string | undefined;
    deletedProjectReadOnlyToken?: string | undefined;
  };
}

/** An invitation to a project, which ends after 30 days. */
export interface Invite {
  _id: ObjectId;
  email: string;
  /** 48 hexadecimal digits. */
  token: string;
  sendingUserId: ObjectId;
  projectId: ObjectId;
  privileges: 'readOnly' | 'readAndWrite';
  createdAt: Date;
  expires: Date;
}

export const mongo = openMongo(config.MONGO_URL);
export const redis = openRedis(config.REDIS_URL);
export const withUsers = openCollection<User>(mongo, 'users');
export const withProjects = openCollection<Project>(mongo, 'projects');
export const withDeletedProjects = openCollection<DeletedProject>(mongo, 'deletedProjects');
export const withInvites = openCollection<Invite>(mongo, 'projectInvites');
