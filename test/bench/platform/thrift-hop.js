// Equivalent to the Thrift compiler's JavaScript for: struct Post { 1: string text } service Items { i32 count(1: Post post) }
import thrift from 'thrift';

const { Type, MessageType } = thrift.Thrift;
const wire = { transport: thrift.TFramedTransport, protocol: thrift.TBinaryProtocol };

function writeArgs(output, text) {
  output.writeStructBegin('count_args');
  output.writeFieldBegin('post', Type.STRING, 1);
  output.writeString(text);
  output.writeFieldEnd();
  output.writeFieldStop();
  output.writeStructEnd();
}

function readOne(input, read) {
  let value;
  input.readStructBegin();
  for (;;) {
    const { ftype } = input.readFieldBegin();
    if (ftype === Type.STOP) break;
    value = read();
    input.readFieldEnd();
  }
  input.readStructEnd();
  input.readMessageEnd();
  return value;
}

class Client {
  constructor(output, Protocol) {
    this.output = output;
    this.Protocol = Protocol;
    this._reqs = {};
    this._seqid = 0;
  }

  seqid() {
    return this._seqid;
  }

  count(text) {
    this._seqid += 1;
    const id = this._seqid;
    const answer = new Promise((resolve, reject) => {
      this._reqs[id] = (error, result) => (error ? reject(error) : resolve(result));
    });
    const output = new this.Protocol(this.output);
    output.writeMessageBegin('count', MessageType.CALL, id);
    writeArgs(output, text);
    output.writeMessageEnd();
    this.output.flush();
    return answer;
  }

  recv_count(input, _type, id) {
    const done = this._reqs[id];
    delete this._reqs[id];
    done(
      null,
      readOne(input, () => input.readI32()),
    );
  }
}

class Processor {
  process(input, output) {
    const { rseqid } = input.readMessageBegin();
    const post = JSON.parse(readOne(input, () => input.readString()));
    output.writeMessageBegin('count', MessageType.REPLY, rseqid);
    output.writeStructBegin('count_result');
    output.writeFieldBegin('success', Type.I32, 0);
    output.writeI32(post.items.length);
    output.writeFieldEnd();
    output.writeFieldStop();
    output.writeStructEnd();
    output.writeMessageEnd();
    output.flush();
  }
}

export function thriftServer() {
  const server = thrift.createServer({ Processor }, {}, wire);
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server.address().port)));
}

export function thriftClient(port) {
  const connection = thrift.createConnection('127.0.0.1', port, wire);
  // The server ends first when the benchmark is stopped.
  connection.on('error', () => connection.end());
  const client = thrift.createClient(Client, connection);
  return { count: (text) => client.count(text), close: () => connection.end() };
}
