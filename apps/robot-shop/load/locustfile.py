"""SubmitOrder under the paper's ramp, by the unmodified Locust of PyPI: 10 more clients in each second.

    locust --headless -f apps/robot-shop/load/locustfile.py --host http://127.0.0.1:8080 --users 200 --spawn-rate 10 --run-time 20s

Each client fills a cart and pays it, again and again. What fills the cart is counted apart, under "fill".
"""

from locust import HttpUser, constant, task


class Customer(HttpUser):
    wait_time = constant(0)

    @task
    def submit_order(self):
        customer = self.ask("/api/user/uniqueid")["uuid"]
        self.ask(f"/api/cart/add/{customer}/STAN-1/1")
        city = self.ask("/api/shipping/match/de/berl")[0]
        shipping = self.ask(f"/api/shipping/calc/{city['uuid']}")
        shipping["location"] = "Germany Berlin"
        self.client.post(f"/api/shipping/confirm/{customer}", json=shipping, name="fill")
        cart = self.ask(f"/api/cart/cart/{customer}")
        self.client.post(f"/api/payment/pay/{customer}", json=cart, name="SubmitOrder")

    def ask(self, path):
        return self.client.get(path, name="fill").json()
