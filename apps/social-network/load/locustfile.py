"""ComposePost under a ramp as the paper's, by the unmodified Locust of PyPI: 10 more clients in each second.

    locust --headless -f apps/social-network/load/locustfile.py --host http://127.0.0.1:8080 --users 200 --spawn-rate 10 --run-time 20s

The paper's StorePost is a call of Thrift in the microservice form, which Locust does not speak. Composing a post contains it.
"""

from random import choices, randrange
from string import ascii_letters

from locust import HttpUser, constant, task


class Author(HttpUser):
    wait_time = constant(0)

    def on_start(self):
        self.user_id = randrange(10**9, 2**62)
        names = {"first_name": "Ada", "last_name": "Byron", "password": "secret"}
        account = {**names, "username": self.name(), "user_id": self.user_id}
        self.client.post("/wrk2-api/user/register", data=account, name="register")

    @task
    def compose_post(self):
        post = {
            "username": self.name(),
            "user_id": self.user_id,
            "text": "".join(choices(ascii_letters, k=256)),
            "media_ids": "[]",
            "media_types": "[]",
            "post_type": 0,
        }
        self.client.post("/wrk2-api/post/compose", data=post, name="ComposePost")

    def name(self):
        return f"username_{self.user_id}"
