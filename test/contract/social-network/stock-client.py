"""Calls the Social Network with code of the stock Thrift compiler. Arguments: the folder of that code, and the services
as JSON of names and thrift://HOST:PORT. Prints one line of JSON with what it saw."""
import json
import sys
import time
from urllib.parse import urlparse

folder, services = sys.argv[1], json.loads(sys.argv[2])
sys.path.insert(0, folder)

from social_network import (  # noqa: E402
    ComposePostService,
    HomeTimelineService,
    PostStorageService,
    SocialGraphService,
    UserService,
    UserTimelineService,
)
from social_network.ttypes import Creator, ErrorCode, Media, Post, PostType, ServiceException  # noqa: E402
from thrift.protocol.TBinaryProtocol import TBinaryProtocol  # noqa: E402
from thrift.transport.TSocket import TSocket  # noqa: E402
from thrift.transport.TTransport import TFramedTransport  # noqa: E402


def client(module, name):
    url = urlparse(services[name])
    socket = TSocket(url.hostname, url.port)
    socket.setTimeout(10000)
    transport = TFramedTransport(socket)
    transport.open()
    return module.Client(TBinaryProtocol(transport))


user = client(UserService, "user")
graph = client(SocialGraphService, "social-graph")
compose = client(ComposePostService, "compose-post")
storage = client(PostStorageService, "post-storage")
own = client(UserTimelineService, "user-timeline")
home = client(HomeTimelineService, "home-timeline")

mark = time.time_ns()
author, fan = 2**53 + mark % 10**12, 2**53 + 1 + mark % 10**12
names = [f"py_{mark}_a", f"py_{mark}_b"]
for user_id, name in zip((author, fan), names):
    user.RegisterUserWithId(1, "F", "L", name, "secret", user_id, {})
graph.FollowWithUsername(1, names[1], names[0], {})
compose.ComposePost(1, names[0], author, f"hello @{names[1]} http://a.b end", [2**62 + 1], ["png"], PostType.POST, {})
mine = own.ReadUserTimeline(1, author, 0, 10, {})
theirs = home.ReadHomeTimeline(1, fan, 0, 10, {})
stored = Post(2**62 + mark % 10**12, Creator(5, "five"), 7, "grüße", [], [Media(2**62, "mp4")], [], 8, PostType.DM)
storage.StorePost(1, stored, {})
again = storage.ReadPost(1, stored.post_id, {})
try:
    user.Login(1, names[0], "wrong", {})
    refused = None
except ServiceException as error:
    refused = error.errorCode
print(
    json.dumps(
        {
            "followers": graph.GetFollowers(1, author, {}) == [fan],
            "own": [post.creator.user_id == author and post.media[0].media_id == 2**62 + 1 for post in mine],
            "same": mine == theirs,
            "mentions": [mention.username == names[1] for mention in mine[0].user_mentions],
            "again": again == stored,
            "refused": refused == ErrorCode.SE_UNAUTHORIZED,
            "token": user.Login(1, names[0], "secret", {}).count("."),
        }
    )
)
