import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.MongoVersion;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import java.net.InetSocketAddress;
import java.util.List;
import org.h2.mvstore.MVStore;

/** Starts mongo-java-server with a file: `Launcher HOST PORT FILE`. The mongodb driver requires wire version 13. */
class Launcher {
  public static void main(String[] args) {
    MVStore store = new MVStore.Builder().fileName(args[2]).open();
    store.setAutoCommitDelay(20); // a kill -9 may lose the writes of this many milliseconds
    H2Backend backend = new H2Backend(store);
    backend.version(new MongoVersion() {
      public List<Integer> getVersionArray() { return List.of(5, 0, 0); }
      public int getWireVersion() { return 13; }
    });
    MongoServer server = new MongoServer(backend);
    server.bind(new InetSocketAddress(args[0], Integer.parseInt(args[1])));
    Runtime.getRuntime().addShutdownHook(new Thread(server::shutdownNow));
  }
}
