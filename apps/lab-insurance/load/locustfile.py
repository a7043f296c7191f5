"""CreatePolicy under a ramp as the paper's, by the unmodified Locust of PyPI: 10 more clients in each second.

    locust --headless -f apps/lab-insurance/load/locustfile.py --host http://127.0.0.1:8080 --users 200 --spawn-rate 10 --run-time 20s

Each client is one agent, who calculates the price of a journey and sells it, again and again.
"""

from datetime import date, timedelta

from locust import HttpUser, constant, task


class Agent(HttpUser):
    wait_time = constant(0)

    def on_start(self):
        account = {"username": "jimmy.solid", "password": "secret"}
        token = self.client.post("/login", json=account, name="log in").json()["access_token"]
        self.client.headers["Authorization"] = f"Bearer {token}"

    @task
    def sell_policy(self):
        offer = self.client.post("/api/offers", json=journey(), name="CalculateOffer").json()
        sale = {
            "offerNumber": offer["offerNumber"],
            "policyHolder": {"firstName": "Ada", "lastName": "Byron", "taxId": "11111111116"},
        }
        self.client.post("/api/policies/create", json=sale, name="CreatePolicy")


def journey():
    """Two adults and three children who see the world from tomorrow on."""
    return {
        "productCode": "TRI",
        "policyFrom": str(date.today() + timedelta(days=1)),
        "policyTo": str(date.today() + timedelta(days=30)),
        "selectedCovers": ["C1", "C2", "C3"],
        "answers": [
            {"type": "choice", "questionCode": "DESTINATION", "answer": "WORLD"},
            {"type": "numeric", "questionCode": "NUM_OF_ADULTS", "answer": 2},
            {"type": "numeric", "questionCode": "NUM_OF_CHILDREN", "answer": 3},
        ],
    }
