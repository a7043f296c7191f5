package de.bwaldvogel.mongo.backend.h2; // where the constructor of H2UniqueIndex can be called

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.MongoVersion;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.bson.Document;
import java.net.InetSocketAddress;
import java.util.List;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

/** Starts mongo-java-server with a file: `Launcher HOST PORT FILE`. The mongodb driver requires wire version 13. */
class Launcher {
  public static void main(String[] args) {
    MVStore store = new MVStore.Builder().fileName(args[2]).open();
    store.setAutoCommitDelay(20); // a kill -9 may lose the writes of this many milliseconds
    H2Backend backend = new Backend(store);
    backend.version(new MongoVersion() {
      public List<Integer> getVersionArray() { return List.of(5, 0, 0); }
      public int getWireVersion() { return 13; }
    });
    MongoServer server = new MongoServer(backend);
    server.bind(new InetSocketAddress(args[0], Integer.parseInt(args[1])));
    Runtime.getRuntime().addShutdownHook(new Thread(server::shutdownNow));
  }

  private static class Backend extends H2Backend {
    Backend(MVStore store) { super(store); }

    @Override protected MongoDatabase openOrCreateDatabase(String name) {
      return new H2Database(name, getMvStore(), getCursorRegistry()) {
        @Override protected Index<Object> openOrCreateUniqueIndex(
            String collection, String index, List<IndexKey> keys, boolean sparse) {
          String map = getFullCollectionNamespace(collection) + "._index_" + index; // as in H2Database
          return new PrefixIndex(getMvStore().openMap(map), index, keys, sparse);
        }
      };
    }
  }

  /**
   * A unique index that also serves queries with further conditions, such as `{_id, status}`, as MongoDB does. The server's own index
   * serves only queries for exactly its keys; any other query reads the whole collection.
   */
  private static class PrefixIndex extends H2UniqueIndex {
    PrefixIndex(MVMap<KeyValue, Object> map, String name, List<IndexKey> keys, boolean sparse) {
      super(map, name, keys, sparse);
    }

    @Override public boolean canHandle(Document query) {
      return query.keySet().containsAll(keySet()) && super.canHandle(ownPart(query));
    }

    @Override public Iterable<Object> getPositions(Document query) { return super.getPositions(ownPart(query)); }

    private Document ownPart(Document query) {
      Document own = new Document();
      for (String key : keys()) own.put(key, query.get(key));
      return own;
    }
  }
}
