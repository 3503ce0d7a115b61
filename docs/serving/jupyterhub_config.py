"""JupyterHub that offers the guide: to all as one service, or to each user as a server of their own."""

c = get_config()  # noqa: F821 - JupyterHub's own

# One guide for all, under /services/cramps/: nobody logs in, and the hub only starts it and hands on its pages.
c.JupyterHub.services = [
    {
        "name": "cramps",
        "url": "http://127.0.0.1:8866",
        "command": ["crampguide", "app", "--no-browser", "--visitors", "40"],
    }
]

# A server for each user, under /user/NAME/: the hub asks who they are, starts it, and ends it when it is idle.
# jupyter-server-proxy must be installed beside it: it is what asks the hub whether a request is that user's.
c.Spawner.cmd = ["jupyter-standaloneproxy"]
c.Spawner.args = [
    "--timeout=60",
    "--",
    "crampguide",
    "app",
    "--no-browser",
    "--host",
    "127.0.0.1",
    "--port",
    "{port}",
    "--base-url",
    "{base_url}",
    "--visitors",
    "3",
]
c.Spawner.default_url = "/"
