"""Compile under the paper's ramp, by the unmodified Locust of PyPI: 5 more clients in each second.

    DISABLE_RATE_LIMITS=true npm start -- overleaf
    locust --headless -f apps/overleaf/load/locustfile.py --host http://127.0.0.1:8080 --users 100 --spawn-rate 5 --run-time 20s

Each client compiles a project of its own, reads the log and the PDF, and begins again; once a second at most, because a project is
compiled no oftener. As in the paper's generator, nobody types in between.
"""

from secrets import token_hex

from locust import HttpUser, constant_pacing, task


class Author(HttpUser):
    wait_time = constant_pacing(1)

    def on_start(self):
        self.renew_token()
        self.post("/register", {"email": f"{token_hex(6)}@example.org", "password": token_hex(9)}, "register")
        self.renew_token()
        project = {"projectName": "Project", "template": "none"}
        self.project = self.post("/project/new", project, "new project").json()["project_id"]

    @task
    def compile(self):
        options = {"draft": False, "incrementalCompilesEnabled": True}
        compiled = self.post(f"/project/{self.project}/compile", options, "Compile").json()
        for output in compiled["outputFiles"]:
            if output["path"] in ("output.log", "output.pdf"):
                self.client.get(output["url"], name=output["path"])

    def renew_token(self):
        self.client.headers["X-CSRF-Token"] = self.client.get("/dev/csrf", name="csrf token").text

    def post(self, path, body, name):
        return self.client.post(path, json=body, name=name)
