# What overleaf-git-unipi offers to programs: sync_client.py BASE_URL EMAIL PASSWORD. Prints what came of it, as JSON.
import json
import sys

import overleaf_git_unipi as clients

base_url, email, password = sys.argv[1:]
client = clients.SyncClient(
    base_url=base_url,
    username=email,
    password=password,
    authenticator=clients.get_authenticator_class("community")(),
)


def entries(project):
    return sorted(
        f"{each['folder_path']}/{each['name']}".removeprefix("./")
        for each in clients.walk_project_data(client.get_project_data(project))
        if each["name"] != "."
    )


def entry(project, name):
    found = clients.walk_project_data(client.get_project_data(project))
    return next(each for each in found if each["name"] == name)


project = client.new("Tried", template="none")["project_id"]
client.rename(project, "Tried out")
client.update_project_settings(project, compiler="xelatex")
folder = client.check_or_create_folder(client.get_project_data(project), "parts/deep")
with open("größe.tex", "w", encoding="utf-8") as file:
    file.write("Größe\n")
with open("dot.png", "wb") as file:
    file.write(b"\x89PNG\r\n\x1a\n\x00")
for name in ["größe.tex", "dot.png"]:
    client.upload_file(project, folder, name)
uploaded = entries(project)
client.get_document(project, entry(project, "größe.tex")["_id"], dest_path="document.tex")
client.get_file(project, entry(project, "dot.png")["_id"], dest_path="file.png")
with open("document.tex", encoding="utf-8") as document, open("file.png", "rb") as file:
    read = [document.read().strip(), len(file.read())]
client.post_chat_message(project, "Grüße")
messages = [each["content"] for each in client.get_chats_messages(project)]
copy = client.clone(project, "Copied")["project_id"]
client.delete_file(project, entry(project, "dot.png")["_id"])
client.delete_document(project, entry(project, "größe.tex")["_id"])
client.delete_folder(project, folder)
client.share(project, "bob@example.org", can_edit=False)
names = sorted(each["name"] for each in client.get_projects_data())
left = [entries(project), entries(copy)]
client.delete(copy, forever=True)
print(
    json.dumps(
        {
            "uploaded": uploaded,
            "read": read,
            "messages": messages,
            "left": left,
            "projects": [names, sorted(each["name"] for each in client.get_projects_data())],
        }
    )
)
