# What localleaf does behind its commands, which want a window: uses_localleaf.py SESSION CSRF_TOKEN. Prints what came of it, as JSON.
import io
import json
import sys
import zipfile

from localleaf.client import OverleafClient

session, csrf = sys.argv[1:]
# It wants to have the cookies of overleaf.com.
client = OverleafClient({"overleaf.sid": session, "overleaf_session2": "none", "GCLB": "none"}, csrf)


def docs():
    tree = client.get_project_infos(project["id"])["rootFolder"][0]
    return [[each["name"] for each in folder["docs"]] for folder in [tree, *tree["folders"]]]


[project] = client.all_projects()
first = io.BytesIO("Größe\n".encode())
# What it returns is false in any case: it compares a number with a text.
client.upload_file(project["id"], client.get_project_infos(project["id"]), "parts/first.tex", first)
after_upload = docs()
client.delete_file(project["id"], client.get_project_infos(project["id"]), "parts/first.tex")
name, pdf = client.download_pdf(project["id"])
archive = zipfile.ZipFile(io.BytesIO(client.download_project(project["id"])))
print(
    json.dumps(
        {
            "name": client.get_project(project["name"])["name"],
            "docs": [after_upload, docs()],
            "pdf": [name, pdf[:5].decode()],
            "archive": archive.namelist(),
        }
    )
)
