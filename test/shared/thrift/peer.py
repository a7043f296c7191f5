"""The stock Thrift library of Python with code of the stock compiler. FOLDER holds that code.

peer.py FOLDER again      reads Everything from standard input and writes it again
peer.py FOLDER client URL calls every method of Rich, and prints what it saw, a line each
peer.py FOLDER serve      serves Rich, and prints the port
"""
import sys

folder, mode, *rest = sys.argv[1:]
sys.path.insert(0, folder)

from rich import Rich  # noqa: E402
from rich.ttypes import Bad, Everything, Tree, Worse  # noqa: E402
from rich_base.ttypes import Shared  # noqa: E402
from thrift.protocol.TBinaryProtocol import TBinaryProtocol, TBinaryProtocolFactory  # noqa: E402
from thrift.server.TServer import TThreadedServer  # noqa: E402
from thrift.Thrift import TApplicationException  # noqa: E402
from thrift.transport.TSocket import TServerSocket, TSocket  # noqa: E402
from thrift.transport.TTransport import (  # noqa: E402
    TFramedTransport,
    TFramedTransportFactory,
    TMemoryBuffer,
)


def again():
    value = Everything()
    value.read(TBinaryProtocol(TMemoryBuffer(sys.stdin.buffer.read())))
    out = TMemoryBuffer()
    value.write(TBinaryProtocol(out))
    sys.stdout.buffer.write(out.getvalue())


def client(port):
    socket = TSocket("127.0.0.1", int(port))
    socket.setTimeout(5000)
    transport = TFramedTransport(socket)
    rich = Rich.Client(TBinaryProtocol(transport))
    transport.open()
    print("ping", rich.ping("grüße"))
    print("nothing", rich.nothing())
    rich.forget("python was here")
    for how in (1, 2, 3, 2**31 - 1):
        try:
            print("fail", rich.fail(how))
        except Bad as bad:
            print("Bad", bad.message, bad.code)
        except Worse as worse:
            print("Worse", worse.why.what, worse.why.how_much)
        except TApplicationException as error:
            print("TApplicationException", error.type, error.message)
    trees = rich.trees([Tree("a", [Tree("b", [])])], None)
    print("trees", trees[0].label, trees[0].children[0].label)
    transport.close()


class Handler:
    def ping(self, text):
        return text

    def echo(self, value):
        return value

    def nothing(self):
        pass

    def forget(self, what):
        pass

    def fail(self, how):
        if how == 1:
            raise Bad("declared", 2**60)
        if how == 2:
            raise Worse(Shared("worse", 1.5))
        if how == 3:
            raise RuntimeError("undeclared")
        return how

    def trees(self, trees, limit):
        return trees[:limit]


def serve():
    socket = TServerSocket("127.0.0.1", 0)
    socket.listen()
    print(socket.handle.getsockname()[1], flush=True)
    socket.listen = lambda: None
    server = TThreadedServer(
        Rich.Processor(Handler()), socket, TFramedTransportFactory(), TBinaryProtocolFactory(), daemon=True
    )
    server.serve()


{"again": again, "client": client, "serve": serve}[mode](*rest)
