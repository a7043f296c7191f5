# What pyoverleaf offers: uses_pyoverleaf.py SESSION. Prints what came of it, as JSON.
import json
import sys

import pyoverleaf

api = pyoverleaf.Api(host="www.overleaf.com")
api.login_from_cookies({"overleaf.sid": sys.argv[1]})
[project] = api.get_projects()
root = api.project_get_files(project.id)
folder = api.project_create_folder(project.id, root.id, "parts")
text = api.project_upload_file(project.id, folder.id, "first.tex", "Größe\n".encode())
picture = api.project_upload_file(project.id, folder.id, "dot.png", b"\x89PNG\r\n\x1a\n\x00")
main = next(each for each in root.children if each.name == "main.tex")
read = [
    len(api.project_download_file(project.id, picture)),
    api.project_download_file(project.id, main).decode().split("\n")[0],
]


def files():
    # It reads the tree once.
    return pyoverleaf.ProjectIO(api, project.id)


with files().open("parts/second.tex", "w") as file:
    file.write("written\n")
listed = sorted(files().listdir("parts"))
api.project_delete_entity(project.id, text)
files().remove("parts/dot.png")
print(
    json.dumps(
        {
            "name": project.name,
            "owner": project.owner.email,
            "read": read,
            "listed": listed,
            "left": sorted(files().listdir("parts")),
            "archive": api.download_project(project.id)[:2].decode(),
        }
    )
)
