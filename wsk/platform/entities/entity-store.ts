import type { EntityLog } from '../persistence/data-folder.ts';
import { type Collection, type Entity, fullName } from './entities.ts';

/** Everything that has a name. */
export interface EntityStore {
  get(name: string): Entity | undefined;
  /** Writes the entity under its full name, with the time and a new revision. */
  put(entity: Entity): void;
  /** Keeps a change that is no new version, such as the status of a rule. */
  save(entity: Entity): void;
  /** Adds an entity of the platform's own, which is not kept. */
  install(entity: Entity): void;
  delete(name: string): void;
  /** Newest first; with `inside`, only the actions of that package. */
  list(collection: Collection, namespace?: string, inside?: string): Entity[];
}

/** A store in memory; without a log state is lost when the platform ends, as with the standalone OpenWhisk. */
export function createEntityStore(log?: EntityLog): EntityStore {
  const entities = new Map<string, Entity>();
  const installed = new Set<string>();
  const kept = (): Entity[] => [...entities].flatMap(([name, one]) => (installed.has(name) ? [] : [one]));
  let revision = 0;
  for (const entity of log?.entities ?? []) {
    entities.set(fullName(entity), entity);
    revision = Math.max(revision, entity.revision);
  }
  const enter = (entity: Entity): void => {
    revision += 1;
    entity.revision = revision;
    entity.updated = Date.now();
    entities.set(fullName(entity), entity);
  };
  const save = (entity: Entity): void => {
    log?.put(entity);
    log?.tidy(kept);
  };
  return {
    get: (name) => entities.get(name),
    save,
    put(entity) {
      enter(entity);
      save(entity);
    },
    install(entity) {
      enter(entity);
      installed.add(fullName(entity));
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
