// The same with code that the stock compiler makes for Node and the `thrift` package of npm.
const { join } = require('node:path');
const thrift = require('thrift');

const [folder, services] = [process.argv[2], JSON.parse(process.argv[3])];
const types = require(join(folder, 'social-network_types.js'));
const connections = [];

function client(service, name) {
  const { hostname, port } = new URL(services[name].replace('thrift:', 'http:'));
  const options = { transport: thrift.TFramedTransport, protocol: thrift.TBinaryProtocol };
  const connection = thrift.createConnection(hostname, Number(port), options);
  connections.push(connection);
  return thrift.createClient(require(join(folder, `${service}.js`)), connection);
}

const int64 = (value) => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(BigInt(value));
  return new thrift.Int64(bytes);
};
const bigint = ({ buffer, offset }) => buffer.readBigInt64BE(offset);

async function main() {
  const user = client('UserService', 'user');
  const storage = client('PostStorageService', 'post-storage');
  const own = client('UserTimelineService', 'user-timeline');
  const compose = client('ComposePostService', 'compose-post');
  const id = 2n ** 53n + BigInt(Date.now());
  const name = `js_${id}`;
  const carrier = {};
  await user.RegisterUserWithId(int64(1), 'F', 'L', name, 'secret', int64(id), carrier);
  await compose.ComposePost(
    int64(1),
    name,
    int64(id),
    'hello',
    [int64(5)],
    ['png'],
    types.PostType.POST,
    carrier,
  );
  const [post] = await own.ReadUserTimeline(int64(1), int64(id), 0, 10, carrier);
  const read = await storage.ReadPost(int64(1), post.post_id, carrier);
  const refused = await user.Login(int64(1), name, 'wrong', carrier).catch((error) => error);
  process.stdout.write(
    JSON.stringify({
      creator: bigint(post.creator.user_id) === id && post.creator.username === name,
      media: post.media.map(({ media_id: media, media_type: type }) => [String(bigint(media)), type]),
      again: bigint(read.post_id) === bigint(post.post_id) && read.text === 'hello',
      refused:
        refused instanceof types.ServiceException && refused.errorCode === types.ErrorCode.SE_UNAUTHORIZED,
      token: (await user.Login(int64(1), name, 'secret', carrier)).split('.').length,
    }),
  );
  for (const connection of connections) connection.end();
}
main();
