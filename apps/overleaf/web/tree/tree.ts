import { ObjectId } from 'mongodb';
import { invalid, notFound } from '#shared/errors';
import type { FileRef, Folder, TreeDoc } from '../project.ts';
import { isBlockedAtTop } from './names.ts';

/** What a project consists of. */
export type EntityType = 'doc' | 'file' | 'folder';

/** An entity that has no place yet. */
export type Entity =
  | { type: 'doc'; entity: TreeDoc }
  | { type: 'file'; entity: FileRef }
  | { type: 'folder'; entity: Folder };

/** An entity with the folder that it is in and its path, which begins with a slash. */
export type Located = Entity & { parent: Folder; path: string };

/** One of a type. */
export type LocatedOf<Type extends EntityType> = Extract<Located, { type: Type }>;

/** An empty folder. */
export const newFolder = (name: string): Folder => ({
  name,
  _id: new ObjectId(),
  docs: [],
  fileRefs: [],
  folders: [],
});

/** The most entities that a project may have, as in the original. */
const maxEntities = 2000;
const longestPath = 1024;
/** MongoDB nests documents a hundred deep, and a folder takes two of them. */
const deepest = 40;

/** All that is below a folder, whose own path is `path`. */
export function* walk(folder: Folder, path = ''): Generator<Located> {
  const place = (name: string) => ({ parent: folder, path: `${path}/${name}` });
  for (const entity of folder.docs) yield { type: 'doc', entity, ...place(entity.name) };
  for (const entity of folder.fileRefs) yield { type: 'file', entity, ...place(entity.name) };
  for (const entity of folder.folders) {
    yield { type: 'folder', entity, ...place(entity.name) };
    yield* walk(entity, `${path}/${entity.name}`);
  }
}

/** All documents, or files, or folders below a folder. */
export const allOf = <Type extends EntityType>(root: Folder, type: Type): LocatedOf<Type>[] =>
  [...walk(root)].filter((each): each is LocatedOf<Type> => each.type === type);

/** The entity with an id; undefined where there is none. */
export const findById = <Type extends EntityType>(
  root: Folder,
  type: Type,
  id: ObjectId,
): LocatedOf<Type> | undefined => allOf(root, type).find(({ entity }) => entity._id.equals(id));

/** The same; throws `not-found`. */
export function getById<Type extends EntityType>(root: Folder, type: Type, id: ObjectId): LocatedOf<Type> {
  const found = findById(root, type, id);
  if (found === undefined) throw notFound(`there is no ${type} ${id} in this project`);
  return found;
}

/** The entity at a path, with a slash at its beginning or not. */
export function findByPath(root: Folder, path: string): Located | undefined {
  const wanted = path.startsWith('/') ? path : `/${path}`;
  return [...walk(root)].find((each) => each.path === wanted);
}

/** A folder by its id; the root without one. Throws `not-found`. */
export const folderIn = (root: Folder, id: ObjectId | undefined): Folder =>
  id === undefined || root._id.equals(id) ? root : getById(root, 'folder', id).entity;

/** The entity in a folder that has a name. */
export function namedIn(parent: Folder, name: string): Located | undefined {
  for (const each of walk(parent)) if (each.parent === parent && each.entity.name === name) return each;
  return undefined;
}

/** Puts an entity into a folder of a tree. Throws `invalid` when the name is taken, or the project becomes too large. */
export function insert({ type, entity }: Entity, parent: Folder, root: Folder): void {
  checkFree(parent, entity.name, root);
  if (type === 'doc') parent.docs.push(entity);
  else if (type === 'file') parent.fileRefs.push(entity);
  else parent.folders.push(entity);
  checkLimits(root);
}

/** Takes an entity out of a tree, and all that is in it. */
export function remove({ entity, parent }: Located): void {
  parent.docs = parent.docs.filter((each) => each !== entity);
  parent.fileRefs = parent.fileRefs.filter((each) => each !== entity);
  parent.folders = parent.folders.filter((each) => each !== entity);
}

/** Gives an entity another name. */
export function rename({ entity, parent }: Located, name: string, root: Folder): void {
  checkFree(parent, name, root);
  entity.name = name;
  checkLimits(root);
}

/** Puts an entity into another folder. */
export function move(located: Located, target: Folder, root: Folder): void {
  if (located.type === 'folder' && isWithin(located.entity, target))
    throw invalid('destination folder is a child folder of me');
  checkFree(target, located.entity.name, root);
  remove(located);
  insert(located, target, root);
}

const isWithin = (folder: Folder, target: Folder): boolean =>
  folder === target || allOf(folder, 'folder').some(({ entity }) => entity === target);

function checkFree(parent: Folder, name: string, root: Folder): void {
  if (parent === root && isBlockedAtTop(name)) throw invalid('blocked element name');
  if (namedIn(parent, name) !== undefined) throw invalid('file already exists');
}

function checkLimits(root: Folder): void {
  const all = [...walk(root)];
  if (all.length > maxEntities) throw invalid('project_has_too_many_files');
  for (const { path } of all) {
    if (path.length > longestPath)
      throw invalid(`path too long: it may have at most ${longestPath} characters`);
    if (path.split('/').length - 1 > deepest)
      throw invalid(`too deep: ${deepest} folders may be in each other`);
  }
}
