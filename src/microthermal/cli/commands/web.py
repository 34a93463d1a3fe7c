"""``mtz web``: the program in a browser of this machine."""

from __future__ import annotations

import click

from microthermal.cli import options


@click.command("web")
@click.option("--port", type=click.IntRange(1024, 65535), default=8765, show_default=True, help="Port to serve at.")
@click.option("--open/--no-open", "opened", default=True, help="Open the page in the usual browser.")
@options.workers
def command(port: int, opened: bool, workers: int | None) -> None:
    """Serve the program to the browsers of this machine, and to nobody else, until it is stopped (Ctrl-C)."""
    from microthermal.errors import InputError
    from microthermal.parallel.cores import cores

    try:
        import uvicorn

        from microthermal.web.app import create_app
    except ImportError as error:
        raise InputError(f"'mtz web' needs {error.name}; install the extra 'web' of microthermal") from error
    import socket
    import webbrowser

    address = f"http://127.0.0.1:{port}/"
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind(("127.0.0.1", port))
        except OSError as error:
            raise InputError(f"port {port} is taken by another program; choose one by --port") from error
    click.echo(f"Serving at {address} to this machine alone; stop with Ctrl-C.")
    if opened:
        webbrowser.open(address)
    app = create_app(port, min(workers or cores(), 2))
    uvicorn.run(app, host="127.0.0.1", port=port, log_level="warning", server_header=False)
