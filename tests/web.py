"""A web server on loopback with whatever manners a test wants of it."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Handler = Callable[["Visit"], None]


class Visit(BaseHTTPRequestHandler):
    """One request; what a page does with it is in the server's table of pages."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.server.seen.append((self.path, dict(self.headers)))
        page = self.server.pages.get(self.path.partition("?")[0])
        try:
            if page is None:
                self.answer(404, b"none")
            elif callable(page):
                page(self)
            else:
                self.answer(200, page)
        except OSError:
            pass  # the visitor has gone: that is what many a test is about

    def answer(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        told = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(body))}
        for name, value in (told | {k.replace("_", "-"): v for k, v in headers.items()}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


class Web(ThreadingHTTPServer):
    """A server with pages by path, and the requests that it has seen."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, pages: dict[str, bytes | Handler]) -> None:
        super().__init__(("127.0.0.1", 0), Visit)
        self.pages = pages
        self.seen: list[tuple[str, dict[str, str]]] = []

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.server_port}{path}"

    def handle_error(self, *_: object) -> None:
        pass


@contextmanager
def serving(pages: dict[str, bytes | Handler]) -> Iterator[Web]:
    web = Web(pages)
    thread = threading.Thread(target=web.serve_forever, args=[0.02], daemon=True)
    thread.start()
    try:
        yield web
    finally:
        web.shutdown()
        web.server_close()
        thread.join()
