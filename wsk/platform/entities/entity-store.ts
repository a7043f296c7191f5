import type { EntityLog } from '../persistence/data-folder.ts';
import { type Collection, type Entity, fullName } from './entities.ts';

/** The store of all entities. */
export interface EntityStore {
  get(name: string): Entity | undefined;
  /** Stores the entity under its full name, with the current time and a new revision. */
  put(entity: Entity): void;
  /** Persists a change that makes no new revision, such as the status of a rule. */
  save(entity: Entity): void;
  /** Adds an entity that is part of the platform; it is not persisted. */
  addBuiltIn(entity: Entity): void;
  delete(name: string): void;
  /** The entities of a collection, newest first; with `inside`, only the actions of that package. */
  list(collection: Collection, namespace?: string, inside?: string): Entity[];
}

/** Creates a store in memory. Without a log its entities are lost when the platform ends, as in a standalone OpenWhisk. */
export function createEntityStore(log?: EntityLog): EntityStore {
  const entities = new Map<string, Entity>();
  const builtIn = new Set<string>();
  const persisted = (): Entity[] =>
    [...entities].flatMap(([name, entity]) => (builtIn.has(name) ? [] : [entity]));
  let revision = 0;
  for (const entity of log?.entities ?? []) {
    entities.set(fullName(entity), entity);
    revision = Math.max(revision, entity.revision);
  }
  const insert = (entity: Entity): void => {
    revision += 1;
    entity.revision = revision;
    entity.updated = Date.now();
    entities.set(fullName(entity), entity);
  };
  const save = (entity: Entity): void => {
    log?.put(entity);
    log?.compact(persisted);
  };
  return {
    get: (name) => entities.get(name),
    save,
    put(entity) {
      insert(entity);
      save(entity);
    },
    addBuiltIn(entity) {
      insert(entity);
      builtIn.add(fullName(entity));
    },
    delete(name) {
      if (entities.delete(name)) log?.delete(name);
    },
    list(collection, namespace, inside) {
      const found: Entity[] = [];
      for (const entity of entities.values()) {
        if (entity.collection !== collection) continue;
        if (namespace !== undefined && entity.namespace !== namespace) continue;
        if (inside !== undefined && (entity.collection !== 'actions' || entity.package !== inside)) continue;
        found.push(entity);
      }
      return found.sort((a, b) => b.revision - a.revision);
    },
  };
}
