import { type Collection, type Entity, fullName } from './entities.ts';

/** Everything that has a name. */
export interface Store {
  get(name: string): Entity | undefined;
  /** Writes the entity under its full name, with the time and a new revision. */
  put(entity: Entity): void;
  delete(name: string): void;
  /** Newest first; with `inside`, only the actions of that package. */
  list(collection: Collection, namespace: string, inside?: string): Entity[];
}

/** A store in memory: state is lost when the platform ends, as with the standalone OpenWhisk. */
export function createStore(): Store {
  const entities = new Map<string, Entity>();
  let revision = 0;
  return {
    get: (name) => entities.get(name),
    put(entity) {
      revision += 1;
      entity.revision = revision;
      entity.updated = Date.now();
      entities.set(fullName(entity), entity);
    },
    delete: (name) => void entities.delete(name),
    list(collection, namespace, inside) {
      const found: Entity[] = [];
      for (const entity of entities.values()) {
        if (entity.collection !== collection || entity.namespace !== namespace) continue;
        if (inside !== undefined && (entity.collection !== 'actions' || entity.package !== inside)) continue;
        found.push(entity);
      }
      return found.sort((a, b) => b.revision - a.revision);
    },
  };
}
